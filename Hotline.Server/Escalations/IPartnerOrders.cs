using Hotline.Server.Floor;

namespace Hotline.Server.Escalations;

/// <summary>What a partner does with a hand-over of its own, whichever way it comes: signed API or partner desk.</summary>
public interface IPartnerOrders
{
    Task<Wire.EscalationReceipt> ReportAsync(PartnerCaller by, string escalationId, Wire.ReportOrder order, CancellationToken cancel);

    /// <param name="kind">question, answer or note.</param>
    Task<Wire.EscalationReceipt> SayAsync(PartnerCaller by, string escalationId, string kind, Wire.EscalationOrder order, CancellationToken cancel);

    Task<Wire.EscalationReceipt> AnswerCancelAsync(PartnerCaller by, string escalationId, Wire.CancelAnswer order, CancellationToken cancel);
}

/// <param name="Account">The account at the partner desk; null over the API.</param>
public sealed record PartnerCaller(LineId Line, string PartnerId, string? Account);
