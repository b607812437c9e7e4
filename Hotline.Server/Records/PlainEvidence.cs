using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Records;

/// <summary>Evidence in clear as long as it is codes and numbers. Anything else may be a person's words, and is sealed.</summary>
internal static partial class PlainEvidence
{
    private const string Unrecognised = "unrecognised";

    public static EvidenceRow Row(LineId line, string contact, Evidence evidence, DataKey key)
    {
        var plain = IsCode(evidence.Kind) && IsCode(evidence.Source) && IsValue(evidence.Value);
        return new EvidenceRow
        {
            ContactId = contact,
            Number = evidence.Number,
            Line = line.Value,
            Kind = plain ? evidence.Kind : Unrecognised,
            Value = plain ? evidence.Value : "unknown",
            Source = plain ? evidence.Source : Unrecognised,
            At = evidence.At,
            Confidence = evidence.Confidence == 100 ? null : evidence.Confidence,
            AsSent = plain ? null : key.Seal(
                Places.Evidence(contact, evidence.Number),
                JsonSerializer.SerializeToUtf8Bytes([evidence.Kind, evidence.Value, evidence.Source], WireJson.Default.IReadOnlyListString)),
        };
    }

    /// <param name="key">Null when shredded: what was sealed is then unknown.</param>
    public static Evidence Read(EvidenceRow row, DataKey? key)
    {
        if (row.AsSent is null || key is null) return new Evidence(row.Number, row.Kind, row.Value, row.Source, row.At, row.Confidence ?? 100);
        var sent = JsonSerializer.Deserialize(key.Open(Places.Evidence(row.ContactId, row.Number), row.AsSent), WireJson.Default.IReadOnlyListString)!;
        return new Evidence(row.Number, sent[0], sent[1], sent[2], row.At, row.Confidence ?? 100);
    }

    private static bool IsCode(string text) => Code().IsMatch(text);

    private static bool IsValue(string text) => text is "yes" or "no" or "unknown" or "refused"
        || text.Length <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    // Short: no phone number and no sentence fits.
    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,15}([._][a-z0-9]{1,12}){0,3}\z")]
    private static partial Regex Code();
}
