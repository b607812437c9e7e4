using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage.Learning;

/// <summary>Word classes and signals of a text, counted.</summary>
internal static class TextMeasures
{
    private const string Class = "class.";

    /// <summary>A signal that was not meant of the writer, now.</summary>
    private const string Aside = "/aside";

    public static bool IsClass(string name) => name.StartsWith(Class, StringComparison.Ordinal);

    /// <summary>Hits by name: <c>class.plan</c>, <c>text.intent</c>, <c>text.intent/aside</c>; none has 0.</summary>
    public static Dictionary<string, int> Count(Recipe recipe, IEnumerable<GramText> texts, IEnumerable<TextSignal> signals)
    {
        var classes = WordClasses.Of(recipe);
        Span<int> hits = stackalloc int[classes.Names.Count];
        foreach (var text in texts) classes.Count(text, hits);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < hits.Length; i++)
            if (hits[i] > 0) counts[Class + classes.Names[i]] = hits[i];
        foreach (var signal in signals)
        {
            var name = signal.Meant == Meant.Direct ? signal.Kind : signal.Kind + Aside;
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }
        return counts;
    }
}
