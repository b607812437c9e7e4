namespace Hotline.Server.Floor;

/// <summary>What partners report, as one table.</summary>
public static partial class FloorDecision
{
    /// <summary>Steps from which a partner that has it may report this one.</summary>
    internal static bool Leads(EscalationStep from, PartnerReport report) => (from, report) switch
    {
        (EscalationStep.Accepted, PartnerReport.Dispatched) => true,
        (EscalationStep.Accepted or EscalationStep.Dispatched, PartnerReport.EnRoute) => true,
        (EscalationStep.Accepted or EscalationStep.Dispatched or EscalationStep.EnRoute, PartnerReport.OnScene) => true,
        (EscalationStep.Accepted or EscalationStep.Dispatched or EscalationStep.EnRoute or EscalationStep.OnScene or EscalationStep.GoneOnArrival, PartnerReport.ContactMade) => true,
        (EscalationStep.Accepted or EscalationStep.Dispatched or EscalationStep.EnRoute or EscalationStep.OnScene, PartnerReport.GoneOnArrival) => true,
        (EscalationStep.OnScene or EscalationStep.ContactMade, PartnerReport.Transported) => true,
        (>= EscalationStep.Accepted and <= EscalationStep.Transported, PartnerReport.Closed) => true,
        // Before anybody is there a partner may still turn back.
        (EscalationStep.Accepted or EscalationStep.Dispatched or EscalationStep.EnRoute, PartnerReport.Rejected) => true,
        _ => false,
    };

    private static Decision ReportEscalation(Draft draft, FloorCommand.ReportEscalation report)
    {
        if (draft.Escalation(report.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        var index = report.Link ?? LastAsked(escalation, report.Partner);
        if (index < 0 || index >= escalation.Chain.Length || escalation.Chain[index] is not { AskedAt: not null } link || link.Partner != report.Partner) return Draft.Refuse(Refusal.UnknownEscalation);
        // Told over the telephone, by the worker.
        if (link.Delivery == PartnerDelivery.Voice && link.Told < escalation.Forms.Length) escalation = With(escalation, index, link = link with { Told = escalation.Forms.Length });
        return report.Report switch
        {
            PartnerReport.Accepted => Accept(draft, escalation, index, link, report),
            PartnerReport.Rejected when link.State == LinkState.Rejected => new Decision.Unchanged(),
            PartnerReport.Rejected when link.IsOpen => Reject(draft, escalation, index, link, report),
            _ when escalation.At != index || link.State is LinkState.Rejected or LinkState.Unanswered or LinkState.Failed or LinkState.Withdrawn => Draft.Refuse(Refusal.EscalationMovedOn),
            _ when link.IsOpen => Draft.Refuse(Refusal.NotAccepted),
            _ => Progress(draft, escalation, index, link, report),
        };
    }

    private static Decision Accept(Draft draft, Escalation escalation, int index, ChainLink link, FloorCommand.ReportEscalation report)
    {
        if (link.State is LinkState.Accepted or LinkState.Closed && escalation.At == index)
        {
            if (report.Number is null || report.Number == link.Number || escalation.OverAt is not null) return new Decision.Unchanged();
            draft.Put(With(escalation, index, link with { Number = report.Number }));
            return draft.Done();
        }
        if (escalation.Step is EscalationStep.Cancelled or EscalationStep.Closed) return Draft.Refuse(Refusal.EscalationOver);
        if (escalation.IsTaken) return Draft.Refuse(Refusal.EscalationTaken);
        // What was withdrawn by message may be dropped over there already; it can be asked anew. A desk or a voice knows what stands now.
        if (link.State is LinkState.Rejected or LinkState.Closed || (!link.IsOpen && link.Delivery == PartnerDelivery.Webhook)) return Draft.Refuse(Refusal.EscalationMovedOn);
        // Late, but nobody else has it: whoever is asked meanwhile is told that it is over.
        if (escalation.At != index && escalation.Current is { IsOpen: true }) escalation = GiveUpLink(draft, escalation, LinkState.Withdrawn);
        escalation = With(escalation, index, link with { State = LinkState.Accepted, Number = report.Number, RetryAt = null }) with
        {
            At = index, ReachDueAt = draft.Now + draft.Rules.ReachAfter, Reached = null,
            Outbox = escalation.Outbox.RemoveAll(parcel => parcel.Link == index && parcel.Kind is ParcelKind.Submit or ParcelKind.Withdraw),
        };
        draft.Say(News(escalation, EscalationNews.Accepted, null, report.Partner));
        draft.Put(Step(draft, escalation, EscalationStep.Accepted));
        return draft.Done();
    }

    private static Decision Reject(Draft draft, Escalation escalation, int index, ChainLink link, FloorCommand.ReportEscalation report)
    {
        draft.Say(News(escalation, EscalationNews.Rejected, null, report.Partner, (report.Reason ?? RejectReason.Other).ToString()));
        escalation = With(escalation, index, link with { State = LinkState.Rejected, Reason = report.Reason ?? RejectReason.Other, RetryAt = null }) with
        {
            Outbox = escalation.Outbox.RemoveAll(parcel => parcel.Link == index),
            Cancel = escalation.Cancel == CancelState.Asked ? CancelState.Agreed : escalation.Cancel,
        };
        // It was to be cancelled anyway: nobody else is asked.
        draft.Put(escalation.Cancel == CancelState.Agreed ? Settle(draft, Step(draft, escalation, EscalationStep.Cancelled)) : AskNext(draft, escalation));
        return draft.Done();
    }

    private static Decision Progress(Draft draft, Escalation escalation, int index, ChainLink link, FloorCommand.ReportEscalation report)
    {
        var step = Enum.Parse<EscalationStep>(report.Report == PartnerReport.Rejected ? nameof(EscalationStep.Unanswered) : report.Report.ToString());
        if (escalation.Step == step) return new Decision.Unchanged();
        if (escalation.Step is EscalationStep.Cancelled or EscalationStep.Closed) return Draft.Refuse(Refusal.EscalationOver);
        if (!Leads(escalation.Step, report.Report)) return Draft.Refuse(step < escalation.Step ? Refusal.StepBehind : Refusal.StepIllegal);
        if (report.Report == PartnerReport.Rejected) return Reject(draft, escalation with { ReachDueAt = null }, index, link, report);
        draft.Say(News(escalation, Enum.Parse<EscalationNews>(report.Report.ToString()), null, report.Partner, report.Disposition?.ToString()));
        escalation = Step(draft, escalation, step);
        // Somebody is there, or gone: whether help came is asked soon.
        if (report.Report is PartnerReport.ContactMade or PartnerReport.GoneOnArrival or PartnerReport.Closed && escalation.Reached is null)
            escalation = escalation with { ReachDueAt = Sooner(escalation.ReachDueAt, draft.Now + draft.Rules.ReachSoon) };
        if (report.Report == PartnerReport.Closed)
        {
            escalation = With(escalation, index, link with { State = LinkState.Closed }) with
            {
                Disposition = report.Disposition ?? Disposition.Other, Cancel = escalation.Cancel == CancelState.Asked ? CancelState.Agreed : escalation.Cancel,
                // What is still on its way there interests nobody any more.
                Outbox = escalation.Outbox.RemoveAll(parcel => parcel.Link == index),
            };
        }
        draft.Put(Settle(draft, escalation));
        return draft.Done();
    }

    private static DateTimeOffset Sooner(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;
}
