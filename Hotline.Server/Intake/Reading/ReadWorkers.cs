using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hotline.Server.Intake.Reading;

/// <summary>Workers as a help seeker names them: by id, or the last one. Whether there are such workers is not known here.</summary>
/// <param name="Prefer">Null when nobody is named.</param>
internal sealed record NamedWorkers(string? Prefer, ImmutableArray<string> Not)
{
    /// <summary>Whoever had the last contact from the same number.</summary>
    public const string Last = "last";

    public static readonly NamedWorkers Nobody = new(null, []);

    public bool NamesLast => Prefer == Last || Not.Contains(Last);
}

/// <summary>The member <c>worker</c>. What is no worker's id is left out: nobody is kept waiting for it.</summary>
internal static partial class ReadWorkers
{
    private const string Field = "worker";
    private const int Most = 8;

    public static NamedWorkers Of(JsonElement value, ReadNotes notes)
    {
        var named = NamedWorkers.Nobody;
        if (value.ValueKind == JsonValueKind.Null) return named;
        if (value.ValueKind != JsonValueKind.Object)
        {
            notes.Warn(Field, "wrong_type", $"{Field} is not an object; it was left out.");
            return named;
        }
        foreach (var (name, member) in Members.Of(value))
        {
            named = name switch
            {
                "prefer" => named with { Prefer = Id(member, $"{Field}.prefer", notes) },
                "not" => named with { Not = List(member, $"{Field}.not", notes) },
                _ => Unknown(name, named, notes),
            };
        }
        return named;
    }

    private static ImmutableArray<string> List(JsonElement value, string field, ReadNotes notes)
    {
        if (value.ValueKind == JsonValueKind.Null) return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            // Whom somebody must not meet is understood wherever it can be.
            notes.Warn(field, "wrong_type", $"{field} is not an array; it was read as one.");
            return Id(value, field, notes) is { } only ? [only] : [];
        }
        var ids = new List<string>();
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var at = $"{field}[{index++}]";
            if (ids.Count == Most)
            {
                notes.Warn(at, "too_many", $"More than {Most} workers; the rest was left out.");
                break;
            }
            if (Id(item, at, notes) is { } id && !ids.Contains(id)) ids.Add(id);
        }
        return [.. ids];
    }

    private static string? Id(JsonElement value, string field, ReadNotes notes)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (Members.Text(value, field, 64, notes)?.Trim().ToLowerInvariant() is { } text && Worker().IsMatch(text)) return text;
        notes.Warn(field, "unknown_value", $"{field} is neither a worker's id nor last; it was left out.");
        return null;
    }

    private static NamedWorkers Unknown(string name, NamedWorkers named, ReadNotes notes)
    {
        notes.Warn($"{Field}.{Members.Named(name)}", "unknown_member", $"{Field} has a member that is not known; it was left out.");
        return named;
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z")]
    private static partial Regex Worker();
}
