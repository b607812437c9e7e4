using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hotline.Server.Floor;
using Hotline.Server.Lines;

namespace Hotline.Server.Intake.Reading;

/// <summary>What a worker must have to answer: channel, language, skills.</summary>
internal static partial class ReadNeeds
{
    private const int MostSkills = 8;

    // By name only: as a number an enum would take any.
    private static readonly FrozenDictionary<string, Channel> Channels = Enum.GetValues<Channel>()
        .ToFrozenDictionary(channel => channel.ToString(), StringComparer.OrdinalIgnoreCase);

    public static Channel Channel(JsonElement value, Channel otherwise, ReadNotes notes)
    {
        if (value.ValueKind == JsonValueKind.Null) return otherwise;
        var name = Members.Text(value, "channel", 64, notes)?.Trim().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        if (name is not null && Channels.TryGetValue(name, out var channel)) return channel;
        notes.Warn("channel", "unknown_value", "The channel is not known; that of the key was taken.");
        return otherwise;
    }

    /// <summary>The primary subtag of BCP 47, when the line offers it; otherwise the line's first language.</summary>
    public static string Language(JsonElement value, Line line, ReadNotes notes)
    {
        var otherwise = line.Languages.FirstOrDefault("en");
        if (value.ValueKind == JsonValueKind.Null) return otherwise;
        var tag = Members.Text(value, "language", 64, notes)?.Trim().ToLowerInvariant() ?? "";
        var primary = tag.Split('-', '_')[0];
        if (line.Languages.Contains(primary)) return primary;
        notes.Warn("language", "language_not_offered", $"The line does not offer that language; {otherwise} was taken.");
        return otherwise;
    }

    /// <summary>An array of <c>skill</c> or <c>skill:level</c> (level 1 when not said). What is no skill's name is left out: nobody could ever meet it.</summary>
    public static ImmutableArray<SkillNeed> Skills(JsonElement value, ReadNotes notes) =>
        [.. Named(value, "skills", notes).OrderBy(need => need.Skill, StringComparer.Ordinal)];

    /// <summary>The same for what is wished only, in the order of the wish.</summary>
    public static ImmutableArray<SkillNeed> Wishes(JsonElement value, ReadNotes notes) => [.. Named(value, "wishes", notes)];

    private static IEnumerable<SkillNeed> Named(JsonElement value, string member, ReadNotes notes)
    {
        if (value.ValueKind == JsonValueKind.Null) return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            notes.Warn(member, "wrong_type", $"{member} is not an array; it was left out.");
            return [];
        }
        var needs = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var field = $"{member}[{index++}]";
            if (needs.Count == MostSkills)
            {
                notes.Warn(field, "too_many", $"More than {MostSkills} skills; the rest was left out.");
                break;
            }
            if (Members.Text(item, field, 64, notes) is { } text && Skill().Match(text.Trim().ToLowerInvariant()) is { Success: true } match)
            {
                var level = match.Groups["level"] is { Success: true } digit ? int.Parse(digit.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 1;
                needs[match.Groups["skill"].Value] = Math.Max(level, needs.GetValueOrDefault(match.Groups["skill"].Value));
            }
            else
            {
                notes.Warn(field, "unknown_value", $"{field} is no skill; it was left out.");
            }
        }
        return needs.Select(need => new SkillNeed(need.Key, need.Value));
    }

    [GeneratedRegex(@"^(?<skill>[a-z][a-z0-9_-]{0,31})(:(?<level>[1-9]))?\z")]
    private static partial Regex Skill();
}
