using Hotline.Server.Audit;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Escalations;

/// <summary>The form as far as it is known, whom to ask, and what would leave. Reading what is known of a contact is audited.</summary>
internal sealed class DraftEscalation(ILedger ledger, ILineDirectory lines, IPartnerDirectory partners, IContactFile file, IAuditTrail audit, IOptions<EscalationOptions> options)
{
    public async Task<IResult> DraftAsync(Caller who, string contactId, CancellationToken cancel)
    {
        var id = new ContactId(contactId);
        if (ledger.State(who.Line).Contact(id) is not { } contact) return Problems.Problem("unknown_contact");
        if (!who.Supervises && contact.Holder != who.Worker && contact.ParticipantOf(who.Worker) is null) return Problems.Problem("not_your_contact");
        Wire.ContactRecord? record = null;
        try
        {
            await audit.RecordAsync(new AuditFact($"line:{who.Line}", ledger.Now, $"{who.Actor.Kind}:{who.Actor.Id}", "ContactRead", $"contact:{id}", "{}"), cancel);
            record = await file.ReadAsync(who.Line, id, cancel);
        }
        catch (RecordsUnavailableException)
        {
            // The number to dial and an empty form are worth more than an error.
        }
        var form = Prefilled(contact, record, lines.Find(who.Line));
        return TypedResults.Json(new Wire.EscalationDraft(
            form, (Wire.Band)contact.Grade.Band, contact.Grade.Band != Band.Imminent, MustFields.Missing(form), Choices(who.Line, form, contact)), Wire.WireJson.Default.EscalationDraft);
    }

    public IResult Preview(Caller who, string contactId, Wire.PreviewRequest asked)
    {
        if (ledger.State(who.Line).Contact(new ContactId(contactId)) is not { } contact) return Problems.Problem("unknown_contact");
        if (FormCheck.Fault(asked.Form) is { } fault) return Problems.Problem(fault);
        if (partners.Find(who.Line, asked.PartnerId) is not { } partner) return Problems.Problem("unknown_partner");
        var facts = new MessageFacts(
            MessageKind.Submitted, "x-preview", contactId, 1, (Wire.Band)contact.Grade.Band, ledger.Now, who.Line.Value, asked.Form, Issuer: options.Value.Issuer);
        return TypedResults.Json(PayloadWriter.Preview(partner.Id, partner.Settings.Kind, partner.Settings.Delivery, partner.Settings.Format, facts), Wire.WireJson.Default.EscalationPreview);
    }

    /// <summary>Partners in the order of the proposal, then the others.</summary>
    internal IReadOnlyList<Wire.PartnerChoice> Choices(LineId line, Wire.EscalationForm form, Contact contact)
    {
        var proposal = Propose(line, form, contact);
        return [.. proposal.Chain.Select(partner => Choice(partner, true, null)), .. proposal.Others.Select(other => Choice(other.Partner, false, other.Why))];
    }

    internal ChainProposal Propose(LineId line, Wire.EscalationForm form, Contact contact) =>
        ChainProposal.Of(partners.OfLine(line), new ChainNeed(form.Wanted, form.Where, form.Who.Language ?? contact.Language, contact.Grade.Band), ledger.Now);

    private static Wire.PartnerChoice Choice(Partner partner, bool suggested, string? whyNot) => new(
        partner.Id, partner.Settings.Name, partner.Settings.NameZh, partner.Settings.Kind, partner.Settings.Delivery, partner.Settings.VoiceNumber, partner.Settings.Say, partner.Settings.SayZh,
        partner.Settings.AcknowledgeSeconds, suggested, whyNot);

    private static Wire.EscalationForm Prefilled(Contact contact, Wire.ContactRecord? record, Line? line)
    {
        bool? Said(string kind) => record?.Evidence.LastOrDefault(piece => piece.Kind == kind)?.Value switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };
        var attempt = Said("act_in_progress");
        List<Wire.ResponseWanted> wanted = [];
        if (contact.Grade.Band == Band.Imminent || attempt == true) wanted.Add(Wire.ResponseWanted.Medical);
        if (Said("violence_now") == true) wanted.Add(Wire.ResponseWanted.Police);
        if (Said("child_at_risk") == true) wanted.Add(Wire.ResponseWanted.ChildProtection);
        if (wanted.Count == 0) wanted.Add(Wire.ResponseWanted.MobileCrisisTeam);
        var known = record?.Particulars;
        return new Wire.EscalationForm(
            new Wire.WhoPart(known?.Name, known?.Number, record?.Callback?.Number, contact.Language, contact.State is ContactState.Engaged && contact.Channel == Channel.Voice),
            new Wire.WherePart(known?.Address),
            new Wire.WhatPart(AttemptInProgress: attempt, Means: Said("means_at_hand") == true ? "At hand" : null),
            new Wire.CallerPart(line?.Name),
            wanted, contact.Grade.Band == Band.Imminent ? Wire.DisclosureGround.VitalInterest : null, null);
    }
}
