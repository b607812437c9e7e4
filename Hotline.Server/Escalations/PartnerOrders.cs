using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;

namespace Hotline.Server.Escalations;

/// <summary>What partners do, by signed API or at their desk: the same commands either way.</summary>
internal sealed class PartnerOrders(ILedger ledger, EscalationTexts texts, Acknowledge acknowledge) : IPartnerOrders
{
    public Task<Wire.EscalationReceipt> ReportAsync(PartnerCaller by, string escalationId, Wire.ReportOrder order, CancellationToken cancel)
    {
        if (!FormCheck.IsNumber(order.Number)) return Task.FromResult(Receipts.Refuse("number_malformed"));
        return GiveAsync(by, escalationId, order.CommandId, order.Text, false, (escalation, _) => new FloorCommand.ReportEscalation(
            escalation, new PartnerId(by.PartnerId), (PartnerReport)order.Report, order.Number, (RejectReason?)order.Reason, (Disposition?)order.Disposition), cancel);
    }

    public Task<Wire.EscalationReceipt> SayAsync(PartnerCaller by, string escalationId, string kind, Wire.EscalationOrder order, CancellationToken cancel) =>
        GiveAsync(by, escalationId, order.CommandId, order.Text, true, (escalation, command) => new FloorCommand.SayEscalation(
            escalation, new PartnerId(by.PartnerId), Enum.Parse<SaidKind>(kind, ignoreCase: true), command), cancel);

    public Task<Wire.EscalationReceipt> AnswerCancelAsync(PartnerCaller by, string escalationId, Wire.CancelAnswer order, CancellationToken cancel) =>
        GiveAsync(by, escalationId, order.CommandId, order.Text, false, (escalation, _) => new FloorCommand.AnswerCancel(escalation, new PartnerId(by.PartnerId), order.Agreed), cancel);

    private async Task<Wire.EscalationReceipt> GiveAsync(
        PartnerCaller by, string escalationId, string commandId, string? text, bool textNeeded, Func<EscalationId, CommandId, FloorCommand> command, CancellationToken cancel)
    {
        if (Receipts.Fault(commandId) is { } malformed) return malformed;
        var words = FormCheck.Said(text);
        if (words is null && (textNeeded || !string.IsNullOrWhiteSpace(text))) return Receipts.Refuse("text_needed");
        // A partner learns of no hand-over but its own, not even that there is one.
        if (ledger.State(by.Line).Escalation(new EscalationId(escalationId)) is not { } escalation
            || !escalation.Chain.Any(link => link.Partner.Value == by.PartnerId && link.AskedAt is not null)) return Receipts.Refuse("unknown_escalation");
        var (id, actor) = (new CommandId(commandId), new Actor("partner", by.Account ?? by.PartnerId));
        var receipt = words is null
            ? await acknowledge.ExecuteAsync(by.Line, commandId, actor, command(escalation.Id, id), Acknowledge.FullWait, cancel)
            : await texts.ExecuteAsync(by.Line, id, actor, escalation.Id, words, command(escalation.Id, id), cancel);
        return Receipts.Of(receipt, escalation.Id);
    }
}
