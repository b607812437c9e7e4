using System.Globalization;
using System.Resources;

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

    public string With(string key, params ReadOnlySpan<object?> values) => string.Format(Culture, this[key], values);

    /// <summary>The words of a stable code such as <c>skill:youth</c> or <c>cssrs.4</c>; an unknown code is shown as it is.</summary>
    public string Code(string family, string code)
    {
        if (Resources.GetString($"{family}.{code}", Culture) is { } exact)
            return exact;
        if (code.Split(':', 2) is [var kind, var what] && Resources.GetString($"{family}.{kind}", Culture) is { } pattern)
            return string.Format(Culture, pattern, Resources.GetString($"{kind}.{what}", Culture) ?? what);
        return With("code.unknown", code);
    }

    public string Of<TEnum>(TEnum value) where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];

    public string Language(string code)
    {
        var primary = code.Split('-')[0];
        return Resources.GetString($"language.{primary}", Culture) ?? code;
    }

    public string Time(DateTimeOffset at) => at.ToLocalTime().ToString("T", Culture);

    public string DateAndTime(DateTimeOffset at) => at.ToLocalTime().ToString("g", Culture);

    public string Number(long number) => number.ToString("N0", Culture);

    /// <param name="share">0–1.</param>
    public string Percent(double share) => share.ToString("P0", Culture);

    public void Speak(string culture)
    {
        Culture = CultureInfo.GetCultureInfo(culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = Culture;
        Changed?.Invoke();
    }
}
