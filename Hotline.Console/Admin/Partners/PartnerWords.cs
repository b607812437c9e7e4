using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Admin.Partners;

/// <summary>A partner's settings in a few words.</summary>
public static class PartnerWords
{
    public static string Name(Words text, PartnerSettings settings) => text.IsChinese && settings.NameZh.Length > 0 ? settings.NameZh : settings.Name;

    /// <summary>Where a hand-over goes: host of the webhook, number to dial, or nothing to add.</summary>
    public static string? Where(PartnerSettings settings) => settings.Delivery switch
    {
        PartnerDelivery.Webhook => Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) ? url.Authority : settings.Url,
        _ => settings.VoiceNumber,
    };

    public static string Area(Words text, PartnerArea area) =>
        (area.Districts.Count, area.GeoJson) switch
        {
            (0, null) => text["partners.area.everywhere"],
            (0, _) => text["partners.area.drawn"],
            (var count, null) => text.With("partners.area.districts.count", text.Number(count)),
            (var count, _) => text.With("partners.area.both", text.Number(count)),
        };

    public static string Hours(Words text, PartnerHours hours) =>
        hours.Open.Count == 0 ? text["lines.always"] : text.With("lines.someday", hours.Open.Select(span => span.Day).Distinct().Count());

    public static string Languages(Words text, IReadOnlyList<string> languages) =>
        languages.Count == 0 ? text["partners.languages.any"] : string.Join(text["list.separator"], languages.Select(text.Language));

    /// <summary>What came of a test, in a sentence.</summary>
    public static string Test(Words text, PartnerTest test) => test.Delivered
        ? text.With("partners.test.delivered", text.Number(test.Milliseconds))
        : text.Code("partners.test", test.Code) + (test.Status is { } status ? text.With("partners.test.status", status) : "");
}
