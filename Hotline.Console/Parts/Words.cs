using System.Globalization;
using System.Resources;
using Hotline.Contracts;

namespace Hotline.Console.Parts;

/// <summary>Every sentence of the console, in the chosen language. Both languages are loaded at start, so a switch loses nothing.</summary>
public sealed class Words
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    internal static readonly ResourceManager Resources = new("Hotline.Console.Parts.Texts", typeof(Words).Assembly);

    public CultureInfo Culture { get; private set; } = CultureInfo.GetCultureInfo(English);

    public bool IsChinese => Culture.Name == Chinese;

    public event Action? Changed;

    /// <summary>A missing key shows itself, so that a test and an eye can find it.</summary>
    public string this[string key] => Resources.GetString(key, Culture) ?? $"[{key}]";

    /// <summary>Null when there is no such key.</summary>
    public string? Find(string key) => Resources.GetString(key, Culture);

    public string Of(BothWords both) => IsChinese ? both.Zh : both.En;

    public string With(string key, params ReadOnlySpan<object?> values) => string.Format(Culture, this[key], values);

    /// <summary>The words of a stable code such as <c>skill:youth</c> or <c>cssrs.4</c>; an unknown code is shown as it is.</summary>
    public string Code(string family, string code)
    {
        if (Resources.GetString($"{family}.{code}", Culture) is { } exact)
            return exact;
        if (code.Split(':', 2) is [var kind, var what] && Resources.GetString($"{family}.{kind}", Culture) is { } pattern)
            return string.Format(Culture, pattern, kind is "wish" ? Skill(what) : Resources.GetString($"{kind}.{what}", Culture) ?? what);
        return With("code.unknown", code);
    }

    public string Of<TEnum>(TEnum value) where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];

    public string Language(string code)
    {
        var primary = code.Split('-')[0];
        return Resources.GetString($"language.{primary}", Culture) ?? code;
    }

    // The console ships without ICU data (a quarter megabyte): two languages' formats are written out here.
    public string Time(DateTimeOffset at) => at.ToLocalTime().ToString(IsChinese ? "HH:mm:ss" : "h:mm:ss tt", CultureInfo.InvariantCulture);

    public string HourAndMinute(DateTimeOffset at) => at.ToLocalTime().ToString(IsChinese ? "HH:mm" : "h:mm tt", CultureInfo.InvariantCulture);

    public string DateAndTime(DateTimeOffset at) =>
        at.ToLocalTime().ToString(IsChinese ? "yyyy年M月d日 HH:mm" : "MMM d, yyyy, h:mm tt", CultureInfo.InvariantCulture);

    /// <summary>Digits in groups of three, as both languages write them.</summary>
    public string Number(long number) => number.ToString("#,0", Culture);

    /// <param name="share">0–1.</param>
    public string Percent(double share) => Math.Round(share * 100).ToString("0", Culture) + "%";

    /// <summary>A skill as workers and contacts carry it: name, or name and level as <c>youth:2</c>.</summary>
    public string Skill(string skill)
    {
        var parts = skill.Split(':', 2);
        var name = Resources.GetString("skill." + parts[0], Culture) ?? parts[0];
        return parts.Length == 2 ? $"{name} {parts[1]}" : name;
    }

    public void Speak(string culture)
    {
        Culture = CultureInfo.GetCultureInfo(culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = Culture;
        Changed?.Invoke();
    }
}
