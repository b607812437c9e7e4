using System.Diagnostics;
using Hotline.Server.Platform;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>A partner says something about a hand-over of its own. The same message again gets the same answer, and nothing is done twice.</summary>
internal sealed class HearPartner(AdmitPartner admit, HeardMessages heard, RefusePartner refuse, IPartnerOrders orders, HotlineMeter meter)
{
    private const string Foreign = "unknown_escalation";

    public async Task<IResult> HandleAsync(PartnerCall arrived)
    {
        var (call, refusal) = await admit.AdmitAsync(arrived);
        if (refusal is not null) return refusal;
        switch (await heard.AskAsync(call, call.Http.RequestAborted))
        {
            case Heard.Again: return Taken(call, exists: true, recorded: true);
            case Heard.Other: return await refuse.BecauseAsync(call, "webhook_id_reused", "webhook_id_reused");
        }
        // Once it is decided on, a caller that hangs up changes nothing.
        return call.Saying switch
        {
            Saying.Report => await DecideAsync(call, ReadPartner.Report(call), order => orders.ReportAsync(call.Caller, call.EscalationId, order, CancellationToken.None)),
            Saying.Question => await SayAsync(call, "question"),
            Saying.Answer => await SayAsync(call, "answer"),
            Saying.Note => await SayAsync(call, "note"),
            Saying.CancelAnswer => await DecideAsync(call, ReadPartner.Cancel(call), order => orders.AnswerCancelAsync(call.Caller, call.EscalationId, order, CancellationToken.None)),
            _ => throw new UnreachableException($"{call.Saying} is not heard."),
        };
    }

    private Task<IResult> SayAsync(PartnerCall call, string kind) =>
        DecideAsync(call, ReadPartner.Text(call), order => orders.SayAsync(call.Caller, call.EscalationId, kind, order, CancellationToken.None));

    private async Task<IResult> DecideAsync<TOrder>(PartnerCall call, (TOrder? Order, IReadOnlyDictionary<string, string[]>? Errors) read, Func<TOrder, Task<Wire.EscalationReceipt>> decide)
        where TOrder : class
    {
        if (read.Order is not { } order)
            return read.Errors is null ? await refuse.BecauseAsync(call, "bad_request", "unreadable") : await refuse.BecauseAsync(call, "validation_failed", "validation_failed", read.Errors);
        var receipt = await decide(order);
        if (!receipt.Done) return await RefuseAsync(call, receipt.Refusal ?? Foreign);
        var first = await heard.KeepAsync(call);
        return Taken(call, exists: !first, receipt.Recorded);
    }

    // That it is another partner's is nobody's to know: it is not there.
    private Task<IResult> RefuseAsync(PartnerCall call, string refusal) => refusal == Foreign
        ? refuse.BecauseAsync(call, Foreign, "foreign_escalation")
        : refuse.BecauseAsync(call, refusal, refusal);

    private IResult Taken(PartnerCall call, bool exists, bool recorded)
    {
        meter.EscalationHeard(exists ? "exists" : "taken");
        return TypedResults.Json(new Wire.PartnerAnswer(call.EscalationId, exists, recorded), Wire.PartnerApiJson.Default.PartnerAnswer);
    }
}
