using System.Collections.Immutable;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;

namespace Hotline.Server.Escalations;

/// <summary>A hand-over begins: its form is kept, its chain is fixed, the first partner is asked, or a second person.</summary>
internal sealed class BeginEscalation(ILedger ledger, IPartnerDirectory partners, DraftEscalation drafts, EscalationTexts texts)
{
    private const int LongestChain = 10;

    public async Task<Wire.EscalationReceipt> ExecuteAsync(Caller who, Wire.BeginEscalation order, CancellationToken cancel)
    {
        if (Receipts.Fault(order.CommandId) is { } malformed) return malformed;
        if (FormCheck.Fault(order.Form) is { } fault) return Receipts.Refuse(fault);
        if (ledger.State(who.Line).Contact(new ContactId(order.ContactId)) is not { } contact) return Receipts.Refuse("unknown_contact");
        if (!who.Supervises && order.Fence is null) return Receipts.Refuse("not_holder");
        // Named always; in the way only where there is time.
        var missing = MustFields.Missing(order.Form);
        if (missing.Count > 0 && contact.Grade.Band != Band.Imminent) return Receipts.Refuse("form_incomplete") with { Missing = missing };
        var chain = Chain(who.Line, order, contact);
        if (chain.Contains(null)) return Receipts.Refuse("unknown_partner");
        var id = new CommandId(order.CommandId);
        var escalation = EscalationIds.Of(who.Line, id);
        var fence = order.Fence is { } text ? Fence.Parse(text) : (Fence?)null;
        var command = new FloorCommand.BeginEscalation(escalation, contact.Id, who.Worker, fence, [.. chain.Take(LongestChain).Select(partner => Target(partner!))], id);
        var receipt = await texts.ExecuteAsync(who.Line, id, who.Actor, escalation, EscalationTexts.Print(order.Form), command, cancel);
        return Receipts.Of(receipt, escalation) with { Missing = missing };
    }

    private ImmutableArray<Partner?> Chain(LineId line, Wire.BeginEscalation order, Contact contact) => order.Chain is { Count: > 0 } chosen
        ? [.. chosen.Select(id => partners.Find(line, id) is { Settings.Enabled: true } partner ? partner : null)]
        : [.. drafts.Propose(line, order.Form, contact).Chain];

    internal static PartnerTarget Target(Partner partner) =>
        new(new PartnerId(partner.Id), (PartnerDelivery)partner.Settings.Delivery, TimeSpan.FromSeconds(partner.Settings.AcknowledgeSeconds));
}
