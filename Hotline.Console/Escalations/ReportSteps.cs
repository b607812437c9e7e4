using Hotline.Contracts;

namespace Hotline.Console.Escalations;

/// <summary>What a partner can report next, the likeliest first.</summary>
public static class ReportSteps
{
    /// <param name="link">Of the partner that reports.</param>
    /// <param name="step">Of the whole hand-over.</param>
    public static IReadOnlyList<PartnerReport> Next(ChainState link, EscalationStep step) => link switch
    {
        ChainState.Asked or ChainState.Delivered => [PartnerReport.Accepted, PartnerReport.Rejected],
        // Too late, but nobody else has it.
        ChainState.Unanswered or ChainState.Failed when step is EscalationStep.Submitted or EscalationStep.Delivered or EscalationStep.Unanswered => [PartnerReport.Accepted],
        ChainState.Accepted => After(step),
        _ => [],
    };

    private static IReadOnlyList<PartnerReport> After(EscalationStep step) => step switch
    {
        EscalationStep.Accepted => [PartnerReport.Dispatched, PartnerReport.EnRoute, PartnerReport.OnScene, PartnerReport.ContactMade, PartnerReport.GoneOnArrival, PartnerReport.Closed, PartnerReport.Rejected],
        EscalationStep.Dispatched => [PartnerReport.EnRoute, PartnerReport.OnScene, PartnerReport.ContactMade, PartnerReport.GoneOnArrival, PartnerReport.Closed, PartnerReport.Rejected],
        EscalationStep.EnRoute => [PartnerReport.OnScene, PartnerReport.ContactMade, PartnerReport.GoneOnArrival, PartnerReport.Closed, PartnerReport.Rejected],
        EscalationStep.OnScene => [PartnerReport.ContactMade, PartnerReport.GoneOnArrival, PartnerReport.Transported, PartnerReport.Closed],
        EscalationStep.ContactMade => [PartnerReport.Transported, PartnerReport.Closed],
        EscalationStep.GoneOnArrival => [PartnerReport.ContactMade, PartnerReport.Closed],
        EscalationStep.Transported => [PartnerReport.Closed],
        _ => [],
    };
}

/// <summary>A report as filled in.</summary>
public sealed record ReportDraft(PartnerReport Report)
{
    public string Number { get; set; } = "";
    public RejectReason Reason { get; set; } = RejectReason.NoUnits;
    public Disposition Disposition { get; set; } = Disposition.Helped;
    public string Text { get; set; } = "";

    /// <summary>Something is to be said with it; the others are reported at one press.</summary>
    public static bool NeedsMore(PartnerReport report) => report is PartnerReport.Accepted or PartnerReport.Rejected or PartnerReport.Transported or PartnerReport.Closed;

    public ReportOrder Order(string commandId, int? link) => new(
        commandId, Report,
        Report == PartnerReport.Accepted && Number.Trim() is { Length: > 0 } number ? number : null,
        Report == PartnerReport.Rejected ? Reason : null,
        Report == PartnerReport.Closed ? Disposition : null,
        Text.Trim() is { Length: > 0 } text ? text : null, link);
}
