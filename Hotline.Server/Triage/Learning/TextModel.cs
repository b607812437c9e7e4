using System.Buffers;
using System.Collections.Immutable;
using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage.Learning;

/// <summary>A sparse linear model over n-grams, word classes and signals. Pure, deterministic (integers only), thread-safe.</summary>
public sealed class TextModel
{
    private const int Shown = 8;

    private readonly Recipe recipe;
    private readonly GramIndex[] views;
    private readonly Dictionary<string, int> measures;
    private readonly long slope;

    internal TextModel(ModelContent content, string hash)
    {
        (Content, Hash) = (content, hash);
        recipe = Recipe.Of(content.Language)!;
        views = [.. content.Weights.Views.Select(grams => new GramIndex(grams))];
        measures = content.Weights.Measures.ToDictionary(measure => measure.Name, measure => measure.Weight, StringComparer.Ordinal);
        slope = content.Tables.Score[^1].At - content.Tables.Score[0].At;
    }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public string Hash { get; }

    public ModelContent Content { get; }

    /// <summary>N-grams and measures with a weight.</summary>
    public int Size => views.Sum(view => view.Count) + measures.Count;

    /// <summary>Throws <see cref="ModelFormatException"/> for anything but a whole model.</summary>
    public static TextModel Load(Stream stream) => ModelFile.Read(stream);

    public void Save(Stream stream) => ModelFile.Write(this, stream);

    /// <summary>One text, or all texts of a contact taken together.</summary>
    /// <param name="signals">As read from those texts, in any order.</param>
    public ModelScore Score(IReadOnlyList<string> texts, IEnumerable<TextSignal> signals)
    {
        var read = texts.Select(text => new GramText(text, recipe.Words)).ToList();
        var size = read.Sum(text => (long)text.Units(recipe.Words).Length);
        var strongest = new Strongest(Shown);
        var margin = Content.Weights.Bias + MeasureMargin(read, signals, size, strongest);
        for (var view = 0; view < views.Length; view++) margin += GramMargin(recipe.Views[view], views[view], read, size, strongest);

        var score = FixedPoint.Interpolate(Content.Tables.Score.AsSpan(), margin);
        var contributions = strongest.Ordered().Select(part => new Contribution(part.Name, (int)(part.Margin * 10 * ScoreScale.Most / slope)));
        return new ModelScore(
            score, ScoreScale.Bands.Of(score), FixedPoint.Interpolate(Content.Tables.Probability.AsSpan(), margin),
            [.. contributions.Where(part => part.Tenths != 0)]);
    }

    private long MeasureMargin(List<GramText> texts, IEnumerable<TextSignal> signals, long size, Strongest strongest)
    {
        var sum = 0L;
        foreach (var (name, hits) in TextMeasures.Count(recipe, texts, signals).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!measures.TryGetValue(name, out var weight)) continue;
            var part = (long)weight * FixedPoint.LogRate(Recipe.MeasurePer, hits, size) / FixedPoint.Value;
            sum += part;
            strongest.Offer(name, part);
        }
        return sum;
    }

    private static long GramMargin(GramView view, GramIndex grams, List<GramText> texts, long size, Strongest strongest)
    {
        if (grams.Count == 0) return 0;
        var hits = ArrayPool<ushort>.Shared.Rent(grams.Count);
        hits.AsSpan(0, grams.Count).Clear();
        var found = new List<int>();
        foreach (var text in texts)
        {
            var units = text.Units(view.Words);
            for (var many = view.From; many <= view.To; many++)
                for (var first = 0; first + many <= units.Length; first++)
                    if (grams.Find(text.Slice(units, first, many)) is >= 0 and var gram)
                    {
                        if (hits[gram] == 0) found.Add(gram);
                        if (hits[gram] < Recipe.MostHits) hits[gram]++;
                    }
        }

        Span<int> values = stackalloc int[Recipe.MostHits + 1];
        values.Clear();
        var (sum, squares) = (0L, 0L);
        foreach (var gram in found)
        {
            var value = ValueOf(view, hits[gram], size, values);
            sum += (long)grams[gram].Weight * value;
            squares += (long)value * value;
        }
        var length = FixedPoint.Sqrt(squares << 16);
        foreach (var gram in found)
            strongest.Offer(grams[gram].Name, length == 0 ? 0 : ((long)grams[gram].Weight * values[hits[gram]] << 8) / length);
        ArrayPool<ushort>.Shared.Return(hits);
        return length == 0 ? 0 : (sum << 8) / length;
    }

    private static int ValueOf(GramView view, int hits, long size, Span<int> values)
    {
        if (values[hits] == 0) values[hits] = view.Rate ? FixedPoint.LogRate(Recipe.GramPer, hits, size) : FixedPoint.Value;
        return values[hits];
    }
}
