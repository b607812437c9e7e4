using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage.Learning;

/// <summary>How much of a feature a text has.</summary>
/// <param name="Value">In 1/1024.</param>
internal readonly record struct Amount(int Feature, int Value);

/// <summary>Texts as numbers, read once and fitted many times. Features that fewer than <see cref="Recipe.LeastTexts"/> texts have are gone.</summary>
internal sealed class Corpus
{
    private readonly List<string> names = [];
    private readonly List<int> views = [];

    public Corpus(IReadOnlyList<LabelledText> texts, Recipe recipe, ITextSignals signals)
    {
        Recipe = recipe;
        Labels = [.. texts.Select(text => text.Label)];
        Sizes = new int[texts.Count];
        var counts = new Dictionary<string, int>[recipe.Views.Length + 1][];
        for (var view = 0; view < counts.Length; view++) counts[view] = new Dictionary<string, int>[texts.Count];
        Parallel.For(0, texts.Count, i =>
        {
            var read = texts[i].Texts.Select(text => new GramText(text, recipe.Words)).ToList();
            Sizes[i] = read.Sum(text => text.Units(recipe.Words).Length);
            for (var view = 0; view < recipe.Views.Length; view++) counts[view][i] = Grams(recipe.Views[view], read);
            counts[^1][i] = TextMeasures.Count(recipe, read, texts[i].Texts.SelectMany(text => signals.Read(text, recipe.Language)));
        });
        var rows = texts.Select(_ => new List<Amount>()).ToArray();
        for (var view = 0; view < counts.Length; view++) Add(view, counts[view], rows);
        Rows = [.. rows.Select(row => row.ToArray())];
    }

    public Recipe Recipe { get; }

    public int[] Labels { get; }

    /// <summary>In words or characters.</summary>
    public int[] Sizes { get; }

    /// <summary>Of each text, in order of features.</summary>
    public Amount[][] Rows { get; }

    public IReadOnlyList<string> Names => names;

    /// <summary>The view of a feature; measures have the number behind the last.</summary>
    public IReadOnlyList<int> Views => views;

    public int Measures => Recipe.Views.Length;

    private static Dictionary<string, int> Grams(GramView view, IEnumerable<GramText> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var find = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            var units = text.Units(view.Words);
            for (var many = view.From; many <= view.To; many++)
                for (var first = 0; first + many <= units.Length; first++)
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(find, text.Slice(units, first, many), out _)++;
        }
        return counts;
    }

    private void Add(int view, Dictionary<string, int>[] counts, List<Amount>[] rows)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in counts.SelectMany(count => count.Keys)) texts[name] = texts.GetValueOrDefault(name) + 1;
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in texts.Where(pair => pair.Value >= Recipe.LeastTexts).Select(pair => pair.Key).Order(StringComparer.Ordinal))
        {
            kept[name] = names.Count;
            names.Add(name);
            views.Add(view);
        }
        for (var i = 0; i < rows.Length; i++)
            rows[i].AddRange(counts[i].Where(pair => kept.ContainsKey(pair.Key)).Select(pair => new Amount(kept[pair.Key], ValueOf(view, pair.Value, Sizes[i]))).OrderBy(amount => amount.Feature));
    }

    private int ValueOf(int view, int count, int size) => view == Measures
        ? FixedPoint.LogRate(Recipe.MeasurePer, count, size)
        : Recipe.Views[view].Rate ? FixedPoint.LogRate(Recipe.GramPer, Math.Min(count, Recipe.MostHits), size) : FixedPoint.Value;
}
