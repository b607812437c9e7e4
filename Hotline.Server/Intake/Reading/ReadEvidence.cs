using System.Globalization;
using System.Text.Json;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Intake.Reading;

/// <summary>Evidence as it may come. What cannot be used counts as unknown: it never lowers, and it refuses nobody.</summary>
internal static class ReadEvidence
{
    private const string Field = "evidence";
    private static readonly string[] Sources = ["help_seeker", "worker", "text", "call_signal", "history"];
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>The member <c>evidence</c>: an array of kind, value, source and at.</summary>
    public static List<Evidence> Of(JsonElement value, RuleSet rules, string source, DateTimeOffset now, ReadNotes notes)
    {
        var pieces = new List<Evidence>();
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return pieces;
        if (value.ValueKind != JsonValueKind.Array)
        {
            notes.Warn(Field, "wrong_type", "evidence is not an array; it counts as unknown.");
            pieces.Add(Unrecognised(source, now));
            return pieces;
        }
        foreach (var item in value.EnumerateArray()) pieces.Add(Item(item, rules, $"{Field}[{pieces.Count}]", source, now, notes));
        return pieces;
    }

    /// <summary>The same for items that a hub has already read.</summary>
    public static List<Evidence> Of(IReadOnlyList<Wire.EvidenceItem>? items, RuleSet rules, string source, DateTimeOffset now, ReadNotes notes) =>
        [.. (items ?? []).Select((item, index) => item is null
            ? Unrecognised(source, now)
            : Piece(new Given(item.Kind, item.Value, item.Source, item.At, Sure(item.Confidence, $"{Field}[{index}].confidence", notes)), rules, $"{Field}[{index}]", source, now, notes))];

    /// <summary>Something was sent, and nothing of it could be read.</summary>
    public static List<Evidence> Unknown(string source, DateTimeOffset now) => [Unrecognised(source, now)];

    private static Evidence Item(JsonElement item, RuleSet rules, string field, string source, DateTimeOffset now, ReadNotes notes)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            notes.Warn(field, "wrong_type", $"{field} is not an object; it counts as unknown.");
            return Unrecognised(source, now);
        }
        var given = new Given(null, default, null, null, 100);
        foreach (var (name, member) in Members.Of(item))
        {
            switch (name)
            {
                case "kind": given = given with { Kind = Members.Text(member, $"{field}.kind", 64, notes) }; break;
                case "value": given = given with { Value = member }; break;
                case "source": given = given with { Source = Members.Text(member, $"{field}.source", 64, notes) }; break;
                case "at": given = given with { At = Instant(member, $"{field}.at", notes) }; break;
                case "confidence": given = given with { Confidence = Confidence(member, $"{field}.confidence", notes) }; break;
                default: notes.Warn($"{field}.{Members.Named(name)}", "unknown_member", $"{field} has a member that is not known; it was left out."); break;
            }
        }
        return Piece(given, rules, field, source, now, notes);
    }

    /// <summary>One item, as its members were sent.</summary>
    private sealed record Given(string? Kind, JsonElement Value, string? Source, DateTimeOffset? At, int Confidence);

    private static Evidence Piece(Given item, RuleSet rules, string field, string source, DateTimeOffset now, ReadNotes notes)
    {
        var known = item.Kind?.Trim().ToLowerInvariant() ?? "";
        var given = From(item.Source, field, source, notes);
        var when = When(item.At, field, now, notes);
        if (rules.Kinds.TryGetValue(known, out var kind))
        {
            var value = kind.Number is { } range ? Number(item.Value, range, $"{field}.value", notes) : Word(item.Value, $"{field}.value", notes);
            return new Evidence(0, known, value, given, when, item.Confidence);
        }
        notes.Warn($"{field}.kind", "unknown_kind", Members.Named(known) is var name and not "?" ? $"The kind {name} is not known; it counts as unknown." : "The kind is missing or not known; it counts as unknown.");
        // Its name is kept for whoever reads the record (sealed, for it may be anything); the rules count it as unknown.
        return Unrecognised(given, when) with { Kind = known.Length > 0 ? known : RuleSet.Unrecognised };
    }

    private static Evidence Unrecognised(string source, DateTimeOffset at) => new(0, RuleSet.Unrecognised, "unknown", source, at);

    private static string Word(JsonElement value, string field, ReadNotes notes)
    {
        // A yes in another guise is still a yes; a no must be said as no.
        if (value.ValueKind == JsonValueKind.True)
        {
            notes.Warn(field, "wrong_type", $"{field} is true; it was read as yes.");
            return "yes";
        }
        if (value.ValueKind == JsonValueKind.String && Members.Text(value, field, 64, notes)?.Trim().ToLowerInvariant() is ("yes" or "no" or "unknown" or "refused") and var word) return word;
        notes.Warn(field, "unknown_value", $"{field} is none of yes, no, unknown and refused; it counts as unknown.");
        return "unknown";
    }

    private static string Number(JsonElement value, NumberRange range, string field, ReadNotes notes)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => Members.Text(value, field, 64, notes)?.Trim().ToLowerInvariant() ?? "",
            _ => "",
        };
        if (text is "unknown" or "refused") return text;
        // Half a point is rounded up: unclear is never less.
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= range.From && number <= range.To)
            return Math.Ceiling(number).ToString("0", CultureInfo.InvariantCulture);
        notes.Warn(field, "out_of_range", $"{field} is not a number of {range.From} to {range.To}; it counts as unknown.");
        return "unknown";
    }

    private static int Confidence(JsonElement value, string field, ReadNotes notes) =>
        value.ValueKind == JsonValueKind.Null ? 100 : Sure(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var sure) ? sure : -1, field, notes);

    // A confidence that cannot be read is none: what it stands beside counts as unknown, which is treated as risk.
    private static int Sure(int? value, string field, ReadNotes notes)
    {
        if (value is null or (>= 0 and <= 100)) return value ?? 100;
        notes.Warn(field, "out_of_range", $"{field} is not a whole number of 0 to 100; the answer counts as unknown.");
        return 0;
    }

    private static string From(string? from, string field, string source, ReadNotes notes)
    {
        if (from is null) return source;
        if (Array.Find(Sources, known => known.Equals(from.Trim(), StringComparison.OrdinalIgnoreCase)) is { } named) return named;
        notes.Warn($"{field}.source", "unknown_value", $"{field}.source is not known; {source} was taken.");
        return source;
    }

    private static DateTimeOffset? Instant(JsonElement value, string field, ReadNotes notes)
    {
        if (value.ValueKind is JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String && Members.Text(value, field, 64, notes) is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return at;
        notes.Warn(field, "unknown_value", $"{field} is not a time; the time of arrival was taken.");
        return null;
    }

    // A time in the future would outlast every later answer.
    private static DateTimeOffset When(DateTimeOffset? at, string field, DateTimeOffset now, ReadNotes notes)
    {
        if (at is not { } when) return now;
        if (when > now + ClockSkew) notes.Warn($"{field}.at", "in_future", $"{field}.at is in the future; the time of arrival was taken.");
        return when > now ? now : when.ToUniversalTime();
    }
}
