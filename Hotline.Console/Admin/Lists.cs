namespace Hotline.Console.Admin;

/// <summary>Short lists typed as one line of text.</summary>
public static class Lists
{
    private static readonly char[] Separators = [',', ';', '，', '、', '\n'];

    public static IReadOnlyList<string> Split(string text) =>
        [.. text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    public static string Join(IEnumerable<string> items) => string.Join(", ", items);
}
