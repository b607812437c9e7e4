using System.Text.RegularExpressions;
using Hotline.Server.Lines;

namespace Hotline.Server.Escalations.Registry;

/// <summary>What is wrong with a partner to be saved. One that passes can be read by <see cref="PartnerReading"/> without a failure.</summary>
internal static partial class PartnerCheck
{
    private const int LongestName = 80;
    private const int LongestSaying = 1000;
    private const int LongestUrl = 500;
    private const int MostDistricts = 500;

    /// <summary>Least and most of the time to accept or reject.</summary>
    public static readonly Wire.NumberRange Acknowledge = new(10, 3600);
    public static readonly Wire.NumberRange Order = new(0, 999);

    /// <summary>Member → sentences; empty when all is well.</summary>
    /// <param name="plain">Hosts that may be reached without TLS.</param>
    public static IReadOnlyDictionary<string, string[]> Find(Wire.PartnerSettings? settings, Func<string, bool> plain)
    {
        var found = new Findings();
        if (!found.IsMissing(settings, "settings"))
            FindIn(found, settings!, plain);
        return found.ByMember();
    }

    public static bool IsId(string? id) => Slug().IsMatch(id ?? "");

    public const string IdSentence = "2 to 32 lower-case letters, digits and dashes, beginning with a letter or digit.";

    /// <summary>A number as it is kept: without the blanks, dashes and brackets that people write.</summary>
    public static string Digits(string number) => string.Concat(number.Where(sign => !"() -.\u00a0".Contains(sign, StringComparison.Ordinal)));

    private static void FindIn(Findings found, Wire.PartnerSettings settings, Func<string, bool> plain)
    {
        found.Unless(IsName(settings.Name), "name", "1 to 80 characters.");
        found.Unless(string.IsNullOrEmpty(settings.NameZh) || IsName(settings.NameZh), "nameZh", "At most 80 characters.");
        found.Unless(Enum.IsDefined(settings.Kind), "kind", "One of the known kinds.");
        found.Unless(Enum.IsDefined(settings.Delivery), "delivery", "Webhook, Desk or Voice.");
        found.Unless(Enum.IsDefined(settings.Format), "format", "Hotline or Eido.");
        FindInUrl(found, settings, plain);
        FindInNumber(found, settings);
        found.Unless(IsSaying(settings.Say), "say", "At most 1,000 characters.");
        found.Unless(IsSaying(settings.SayZh), "sayZh", "At most 1,000 characters.");
        FindInArea(found, settings.Area);
        FindInHours(found, settings.Hours);
        var languages = settings.Languages ?? [];
        found.Unless(languages.Count <= 50 && languages.All(language => Language().IsMatch(language ?? "")) && languages.Distinct(StringComparer.Ordinal).Count() == languages.Count,
            "languages", "Codes such as en or zh, each once; none = any.");
        found.Unless(Acknowledge.Holds(settings.AcknowledgeSeconds), "acknowledgeSeconds", "10 to 3600 seconds.");
        found.Unless(Order.Holds(settings.Order), "order", "0 to 999.");
    }

    private static void FindInUrl(Findings found, Wire.PartnerSettings settings, Func<string, bool> plain)
    {
        if (string.IsNullOrWhiteSpace(settings.Url))
        {
            found.Unless(settings.Delivery != Wire.PartnerDelivery.Webhook, "url", "A webhook needs an https address.");
            return;
        }

        var right = settings.Url.Length <= LongestUrl && Uri.TryCreate(settings.Url.Trim(), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && plain(url.Host)))
            && url.UserInfo.Length == 0 && url.Fragment.Length == 0 && url.Host.Length > 0;
        found.Unless(right, "url", "An https address without user name, password or #fragment, at most 500 characters.");
    }

    private static void FindInNumber(Findings found, Wire.PartnerSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.VoiceNumber))
            found.Unless(settings.Delivery != Wire.PartnerDelivery.Voice, "voiceNumber", "A partner reached by telephone needs a number.");
        else
            found.Unless(Number().IsMatch(Digits(settings.VoiceNumber)), "voiceNumber", "An international number such as +8610… or a short one such as 110 or 988.");
    }

    private static void FindInArea(Findings found, Wire.PartnerArea? area)
    {
        if (found.IsMissing(area, "area")) return;
        var districts = area!.Districts ?? [];
        found.Unless(districts.Count <= MostDistricts && districts.All(IsName), "area.districts", "At most 500 names or codes of 1 to 80 characters.");
        var plain = districts.Where(IsName).Select(CoveredArea.Plain).ToList();
        found.Unless(plain.Distinct(StringComparer.Ordinal).Count() == plain.Count, "area.districts", "Each district once.");
        if (string.IsNullOrWhiteSpace(area.GeoJson)) return;
        foreach (var fault in GeoJsonReading.Parse(area.GeoJson).Faults)
            found.Unless(false, "area.geoJson", fault);
    }

    private static void FindInHours(Findings found, Wire.PartnerHours? hours)
    {
        if (found.IsMissing(hours, "hours")) return;
        found.Unless(LineCheck.IsTimeZone(hours!.TimeZone), "hours.timeZone", "An IANA time zone such as Asia/Shanghai.");
        LineCheck.FindInHours(found, hours.Open ?? [], "hours.open");
    }

    private static bool IsName(string? name) => name is { Length: <= LongestName } && Findings.IsName(name);

    private static bool IsSaying(string? text) => text is null || (text.Length <= LongestSaying && !text.Contains('\0', StringComparison.Ordinal));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();

    // E.164, or a short number of two to six digits.
    [GeneratedRegex(@"^(\+[1-9][0-9]{6,14}|[0-9]{2,6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[a-z]{2,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();
}
