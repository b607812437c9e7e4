using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Recording;
using Hotline.Server.Supervision;

namespace Hotline.Server.Escalations;

/// <summary>Orders of workers and supervisors about a hand-over that has begun.</summary>
internal sealed class DecideEscalation(Standing standing, IPartnerDirectory partners, EscalationTexts texts, Acknowledge acknowledge)
{
    public Task<Wire.EscalationReceipt> ConfirmAsync(Caller who, string id, Wire.EscalationOrder order, CancellationToken cancel) =>
        DoAsync(who, id, order.CommandId, (escalation, _) => new FloorCommand.ConfirmEscalation(escalation.Id, who.Worker), cancel, forSecond: true);

    /// <summary>Needs a typed reason.</summary>
    public Task<Wire.EscalationReceipt> ProceedAsync(Caller who, string id, Wire.EscalationOrder order, CancellationToken cancel) =>
        SayAsync(who, id, order.CommandId, order.Text, (escalation, _) => new FloorCommand.ProceedEscalation(escalation.Id, who.Worker), cancel);

    /// <summary>Needs a typed reason.</summary>
    public Task<Wire.EscalationReceipt> CancelAsync(Caller who, string id, Wire.EscalationOrder order, CancellationToken cancel) =>
        SayAsync(who, id, order.CommandId, order.Text, (escalation, _) => new FloorCommand.CancelEscalation(escalation.Id, who.Worker), cancel);

    /// <summary>One more partner, or one again; its id is the order's text.</summary>
    public async Task<Wire.EscalationReceipt> AskAsync(Caller who, string id, Wire.EscalationOrder order, CancellationToken cancel) =>
        partners.Find(who.Line, order.Text ?? "") is { Settings.Enabled: true } partner
            ? await DoAsync(who, id, order.CommandId, (escalation, _) => new FloorCommand.AskPartner(escalation.Id, who.Worker, Escalations.BeginEscalation.Target(partner)), cancel)
            : Receipts.Refuse("unknown_partner");

    public Task<Wire.EscalationReceipt> ReachedAsync(Caller who, string id, Wire.ReachedOrder order, CancellationToken cancel)
    {
        FloorCommand Command(Escalation escalation, CommandId _) => new FloorCommand.NoteReached(escalation.Id, who.Worker, order.Reached);
        return string.IsNullOrWhiteSpace(order.Text) ? DoAsync(who, id, order.CommandId, Command, cancel) : SayAsync(who, id, order.CommandId, order.Text, Command, cancel);
    }

    public Task<Wire.EscalationReceipt> SayAsync(Caller who, string id, SaidKind kind, Wire.EscalationOrder order, CancellationToken cancel) =>
        SayAsync(who, id, order.CommandId, order.Text, (escalation, command) => new FloorCommand.SayEscalation(escalation.Id, null, kind, command), cancel);

    /// <summary>What a partner said over the telephone.</summary>
    public async Task<Wire.EscalationReceipt> ReportAsync(Caller who, string id, Wire.ReportOrder order, CancellationToken cancel)
    {
        if (!FormCheck.IsNumber(order.Number)) return Receipts.Refuse("number_malformed");
        FloorCommand Command(Escalation escalation, CommandId _)
        {
            var link = order.Link ?? escalation.At;
            var partner = link >= 0 && link < escalation.Chain.Length ? escalation.Chain[link].Partner : new PartnerId("");
            return new FloorCommand.ReportEscalation(
                escalation.Id, partner, (PartnerReport)order.Report, order.Number, (RejectReason?)order.Reason, (Disposition?)order.Disposition, link);
        }
        return string.IsNullOrWhiteSpace(order.Text)
            ? await DoAsync(who, id, order.CommandId, Command, cancel)
            : await SayAsync(who, id, order.CommandId, order.Text, Command, cancel);
    }

    public async Task<Wire.EscalationReceipt> UpdateAsync(Caller who, string id, Wire.UpdateEscalation order, CancellationToken cancel)
    {
        if (Receipts.Fault(order.CommandId) is { } malformed) return malformed;
        if (FormCheck.Fault(order.Form) is { } fault) return Receipts.Refuse(fault);
        var (escalation, refusal) = standing.Find(who, id);
        if (escalation is null) return Receipts.Refuse(refusal!);
        var command = new CommandId(order.CommandId);
        var update = new FloorCommand.UpdateEscalation(escalation.Id, who.Worker, order.Version, command);
        return Receipts.Of(await texts.ExecuteAsync(who.Line, command, who.Actor, escalation.Id, EscalationTexts.Print(order.Form), update, cancel), escalation.Id);
    }

    private async Task<Wire.EscalationReceipt> DoAsync(Caller who, string id, string commandId, Func<Escalation, CommandId, FloorCommand> command, CancellationToken cancel, bool forSecond = false)
    {
        if (Receipts.Fault(commandId) is { } malformed) return malformed;
        var (escalation, refusal) = standing.Find(who, id, forSecond);
        return escalation is null
            ? Receipts.Refuse(refusal!)
            : Receipts.Of(await acknowledge.ExecuteAsync(who.Line, commandId, who.Actor, command(escalation, new CommandId(commandId)), Acknowledge.FullWait, cancel), escalation.Id);
    }

    private async Task<Wire.EscalationReceipt> SayAsync(Caller who, string id, string commandId, string? text, Func<Escalation, CommandId, FloorCommand> command, CancellationToken cancel)
    {
        if (Receipts.Fault(commandId) is { } malformed) return malformed;
        if (TypedReasons.Read(text) is not { } words) return Receipts.Refuse("text_needed");
        var (escalation, refusal) = standing.Find(who, id);
        if (escalation is null) return Receipts.Refuse(refusal!);
        var order = new CommandId(commandId);
        return Receipts.Of(await texts.ExecuteAsync(who.Line, order, who.Actor, escalation.Id, words, command(escalation, order), cancel), escalation.Id);
    }
}
