using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;

namespace Hotline.Server.Escalations;

/// <summary>Answers to orders about hand-overs.</summary>
internal static class Receipts
{
    public static Wire.EscalationReceipt Refuse(string slug) => new(false, null, slug, Problems.Find(slug).Title, [], false);

    public static Wire.EscalationReceipt Of(Wire.Receipt receipt, EscalationId escalation) =>
        new(receipt.Done, escalation.Value, receipt.Refusal, receipt.Detail, [], receipt.Recorded);

    /// <summary>What a command id is that the journal could not hold.</summary>
    public static Wire.EscalationReceipt? Fault(string? commandId) => new CommandId(commandId ?? "").IsWellFormed ? null : Refuse("bad_request");

    /// <summary>200 with the receipt, or a problem that names what is missing.</summary>
    public static IResult Answer(Wire.EscalationReceipt receipt) => receipt.Done
        ? TypedResults.Json(receipt, Wire.WireJson.Default.EscalationReceipt)
        : Problems.Problem(receipt.Refusal!, receipt.Detail, receipt.Missing.Count > 0 ? new Dictionary<string, object?> { ["missing"] = receipt.Missing } : null);
}
