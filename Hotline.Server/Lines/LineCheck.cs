using System.Text.RegularExpressions;

namespace Hotline.Server.Lines;

/// <summary>What is wrong with settings of a line. A line that passes can be read by <see cref="LineReading"/> without a failure.</summary>
public static partial class LineCheck
{
    public static readonly TimeSpan LongestTarget = TimeSpan.FromDays(1);
    public static readonly TimeSpan LongestOffer = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan LongestWrapUp = TimeSpan.FromHours(1);

    /// <summary>Member → sentences; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string[]> Find(Wire.LineSettingsView line)
    {
        var found = new Findings();
        found.Unless(Slug().IsMatch(line.Id ?? ""), "id", "2 to 32 lower-case letters, digits and dashes, beginning with a letter.");
        found.Unless(Findings.IsName(line.Name), "name", "1 to 100 characters.");
        found.Unless(string.IsNullOrEmpty(line.NameZh) || Findings.IsName(line.NameZh), "nameZh", "At most 100 characters.");
        found.Unless(IsTimeZone(line.TimeZone), "timeZone", "An IANA time zone such as Asia/Shanghai.");
        found.Unless(line.OverflowLine is null || Number().IsMatch(line.OverflowLine), "overflowLine", "A telephone number, or nothing.");
        found.Unless(line.WrapUpSeconds > 0 && line.WrapUpSeconds <= LongestWrapUp.TotalSeconds, "wrapUpSeconds", "1 to 3600 seconds.");
        FindInNumbers(found, line.EmergencyNumbers ?? []);
        FindInLanguages(found, line.Languages ?? []);
        FindInHours(found, line.Hours ?? [], "hours");
        FindInTargets(found, line.Targets ?? []);
        return found.ByMember();
    }

    private static void FindInNumbers(Findings found, IReadOnlyList<string> numbers)
    {
        found.Unless(numbers.Count is > 0 and <= 20, "emergencyNumbers", "1 to 20 numbers: whoever cannot be answered here is shown them.");
        for (var i = 0; i < numbers.Count; i++)
            found.Unless(Number().IsMatch(numbers[i] ?? ""), $"emergencyNumbers[{i}]", "Digits, at most 24, with + * # spaces or dashes.");
    }

    private static void FindInLanguages(Findings found, IReadOnlyList<string> languages)
    {
        found.Unless(languages.Count is > 0 and <= 50, "languages", "At least one language.");
        found.Unless(languages.Distinct(StringComparer.Ordinal).Count() == languages.Count, "languages", "Each language once.");
        for (var i = 0; i < languages.Count; i++)
            found.Unless(IsLanguage(languages[i]), $"languages[{i}]", "A language tag such as en or zh.");
    }

    internal static void FindInHours(Findings found, IReadOnlyList<Wire.OpeningHours> hours, string member)
    {
        found.Unless(hours.Count <= 100, member, "At most 100 spans.");
        for (var i = 0; i < hours.Count; i++)
        {
            if (found.IsMissing(hours[i], $"{member}[{i}]")) continue;
            found.Unless(Enum.IsDefined(hours[i].Day), $"{member}[{i}].day", "A day of the week.");
            found.Unless(OpeningTimes.Minutes(hours[i].From) is < 24 * 60, $"{member}[{i}].from", "HH:mm, 00:00 to 23:59.");
            found.Unless(OpeningTimes.Minutes(hours[i].Until) is not null, $"{member}[{i}].until", "HH:mm, 00:00 to 24:00.");
        }
    }

    private static void FindInTargets(Findings found, IReadOnlyList<Wire.BandTarget> targets)
    {
        found.Unless(targets.Select(target => target?.Band).Distinct().Count() == targets.Count, "targets", "Each band once.");
        for (var i = 0; i < targets.Count; i++)
        {
            var target = targets[i];
            if (found.IsMissing(target, $"targets[{i}]")) continue;
            found.Unless(Enum.IsDefined(target.Band), $"targets[{i}].band", "imminent, high, moderate or low.");
            found.Unless(Within(target.VoiceSeconds, LongestTarget), $"targets[{i}].voiceSeconds", "1 second to one day.");
            found.Unless(Within(target.OtherSeconds, LongestTarget), $"targets[{i}].otherSeconds", "1 second to one day.");
            found.Unless(Within(target.OfferSeconds, LongestOffer), $"targets[{i}].offerSeconds", "1 to 600 seconds.");
        }
    }

    public static bool IsNumber(string text) => Number().IsMatch(text);

    public static bool IsLanguage(string? language) => Language().IsMatch(language ?? "");

    // ICU also knows Windows' names; a line keeps the IANA one, the same on every system.
    internal static bool IsTimeZone(string? name) =>
        name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)
        && (name == "UTC" || !TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out _));

    private static bool Within(int seconds, TimeSpan most) => seconds > 0 && seconds <= most.TotalSeconds;

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();

    [GeneratedRegex(@"^(?=.*\d)[0-9+*# -]{2,24}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();
}

/// <summary>Collects what is wrong, member by member.</summary>
internal sealed class Findings
{
    private readonly List<(string Member, string Sentence)> found = [];

    /// <summary>1 to 100 characters that can be seen; PostgreSQL keeps no NUL, and a line break has no place in a name.</summary>
    public static bool IsName(string? text) => text is { Length: <= 100 } && text.Trim().Length > 0 && !text.Any(char.IsControl);

    /// <summary>An entry of a list may be null whatever its type says: JSON does not ask.</summary>
    public bool IsMissing(object? entry, string member)
    {
        Unless(entry is not null, member, "Must not be empty.");
        return entry is null;
    }

    public void Unless(bool right, string member, string sentence)
    {
        if (!right)
            found.Add((member, sentence));
    }

    public IReadOnlyDictionary<string, string[]> ByMember() =>
        found.GroupBy(finding => finding.Member, finding => finding.Sentence, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
