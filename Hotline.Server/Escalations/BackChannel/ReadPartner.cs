using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>A partner's body to an order, or what is wrong with it by member.</summary>
internal static class ReadPartner
{
    private const int LongestText = Wire.EscalationRules.LongestText;
    private static readonly Wire.PartnerApiJson Json = Wire.PartnerApiJson.Default;

    /// <summary>Exactly one of the two is there; both are null when it is no JSON of that shape.</summary>
    public static (TOrder? Order, IReadOnlyDictionary<string, string[]>? Errors) Read<TBody, TOrder>(PartnerCall call, JsonTypeInfo<TBody> shape, Func<TBody, IEnumerable<(string, string)>> check, Func<TBody, TOrder> make)
        where TBody : class where TOrder : class
    {
        try
        {
            if (JsonSerializer.Deserialize(call.Body, shape) is not { } body) return (null, null);
            var errors = check(body).GroupBy(fault => fault.Item1).ToDictionary(group => group.Key, group => group.Select(fault => fault.Item2).ToArray());
            return errors.Count > 0 ? (null, errors) : (make(body), null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    public static (Wire.ReportOrder? Order, IReadOnlyDictionary<string, string[]>? Errors) Report(PartnerCall call) => Read(call, Json.PartnerReportBody, Check,
        body => new Wire.ReportOrder(call.CommandId, body.Report!.Value, body.Number, body.Reason, body.Disposition, body.Text));

    public static (Wire.EscalationOrder? Order, IReadOnlyDictionary<string, string[]>? Errors) Text(PartnerCall call) => Read(call, Json.PartnerTextBody, Check,
        body => new Wire.EscalationOrder(call.CommandId, body.Text!.Trim()));

    public static (Wire.CancelAnswer? Order, IReadOnlyDictionary<string, string[]>? Errors) Cancel(PartnerCall call) => Read(call, Json.PartnerCancelBody, Check,
        body => new Wire.CancelAnswer(call.CommandId, body.Agreed!.Value, body.Text));

    private static IEnumerable<(string, string)> Check(Wire.PartnerReportBody body)
    {
        // A number where a name belongs would otherwise pass as a member of the set.
        if (body.Report is not { } report || !Enum.IsDefined(report)) yield return ("report", "One of " + string.Join(", ", Enum.GetNames<Wire.PartnerReport>()) + ".");
        if (body.Reason is { } reason ? !Enum.IsDefined(reason) : body.Report == Wire.PartnerReport.Rejected) yield return ("reason", "One of " + string.Join(", ", Enum.GetNames<Wire.RejectReason>()) + ", with Rejected.");
        if (body.Disposition is { } end ? !Enum.IsDefined(end) : body.Report == Wire.PartnerReport.Closed) yield return ("disposition", "One of " + string.Join(", ", Enum.GetNames<Wire.Disposition>()) + ", with Closed.");
        if (!FormCheck.IsNumber(body.Number)) yield return ("number", $"1 to {Wire.EscalationRules.LongestNumber} letters, digits and . / _ -, a letter or digit first.");
        if (body.Text?.Length > LongestText) yield return ("text", $"At most {LongestText} characters.");
    }

    private static IEnumerable<(string, string)> Check(Wire.PartnerTextBody body)
    {
        if (FormCheck.Said(body.Text) is null) yield return ("text", $"1 to {LongestText} characters.");
    }

    private static IEnumerable<(string, string)> Check(Wire.PartnerCancelBody body)
    {
        if (body.Agreed is null) yield return ("agreed", "true or false.");
        if (body.Text?.Length > LongestText) yield return ("text", $"At most {LongestText} characters.");
    }
}
