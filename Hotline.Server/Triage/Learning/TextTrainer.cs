using System.Collections.Immutable;

namespace Hotline.Server.Triage.Learning;

/// <summary>Labelled texts → a model. Thresholds, cut points and calibration come from texts that the fit behind them had not seen.</summary>
internal sealed class TextTrainer(Corpus corpus, ImmutableArray<string> labels, IReadOnlyList<int> ruleScores)
{
    public const int InnerFolds = 5;

    /// <summary>Fewer of a label cannot be dealt to the folds and still say anything.</summary>
    public const int LeastOfLabel = 10;

    /// <summary>The inner cross-validation is dealt so often, and all its margins are used.</summary>
    private const int Deals = 2;

    private int Severe => LabelOrder.FirstSevere(labels.Length);

    /// <param name="rows">Texts of the corpus to train on; no other is looked at.</param>
    public TextModel Train(IReadOnlyList<int> rows, int seed)
    {
        var (seen, margins) = OutOfFold(rows, seed);
        var severe = seen.Select(row => corpus.Labels[row] >= Severe).ToList();
        // With two labels the aim is F1 of the severe one; with more, a missed severe text weighs more than a raised one.
        var tables = new ModelTables(ScoreScale.Table(margins, severe, labels.Length == 2 ? 1 : 2), Platt.Table(margins, severe));
        var severities = seen.Select((row, i) =>
            Math.Max(ruleScores[row], FixedPoint.Interpolate(tables.Score.AsSpan(), (long)Math.Round(margins[i] * FixedPoint.Margin)))).ToList();
        var truths = seen.Select(row => corpus.Labels[row]).ToList();
        var cutPoints = CutPoints.Fit(severities, truths, labels.Length);
        var figures = LabelFigures.Of(truths, [.. severities.Select(severity => CutPoints.LabelOf(severity, cutPoints))], labels);

        var fit = new LinearFit(corpus, rows, labels.Length, seed);
        var named = corpus.Names.Select((name, feature) => (View: corpus.Views[feature], Weight: new NamedWeight(name, Quantise(fit.Weights[feature])), Had: fit.Has(feature))).Where(one => one.Had).ToList();
        var weights = new ModelWeights((long)Math.Round(fit.Bias * FixedPoint.Margin), Of(corpus.Measures), [.. Enumerable.Range(0, corpus.Measures).Select(Of)]);
        return ModelFile.Make(new ModelContent(
            corpus.Recipe.Language, labels, cutPoints, new TrainingFigures(rows.Count, InnerFolds, seed, Store(figures)), tables, weights));

        ImmutableArray<NamedWeight> Of(int view) => [.. named.Where(one => one.View == view).Select(one => one.Weight)];
    }

    private static int Quantise(double weight) => (int)Math.Round(weight * FixedPoint.Margin);

    private static ImmutableSortedDictionary<string, int> Store(LabelFigures figures) => new Dictionary<string, double>
    {
        ["accuracy"] = figures.Accuracy,
        ["off_by_more_than_one"] = figures.OffByMoreThanOne,
        ["graded_f"] = figures.Graded.F,
        ["top_f1"] = figures.Classes[^1].F1,
    }.ToImmutableSortedDictionary(pair => pair.Key, pair => (int)Math.Round(1000 * pair.Value), StringComparer.Ordinal);

    private (int[] Rows, double[] Margins) OutOfFold(IReadOnlyList<int> rows, int seed)
    {
        var own = rows.Select(row => corpus.Labels[row]).ToList();
        var margins = new double[Deals * rows.Count];
        var jobs = Enumerable.Range(0, Deals).SelectMany(deal => Folds.Deal(own, InnerFolds, seed + (1000 * (deal + 1))).Select((part, i) => (deal, part, i)).GroupBy(one => one.part)).ToList();
        Parallel.ForEach(jobs, held =>
        {
            var left = held.Select(one => one.i).ToHashSet();
            var fit = new LinearFit(corpus, [.. rows.Where((_, i) => !left.Contains(i))], labels.Length, seed);
            foreach (var (deal, _, i) in held) margins[(deal * rows.Count) + i] = fit.Margin(rows[i]);
        });
        return ([.. Enumerable.Range(0, Deals).SelectMany(_ => rows)], margins);
    }
}
