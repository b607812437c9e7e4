namespace Hotline.Server.Triage.Learning;

/// <summary>One linear margin over the features of a corpus: for more than two labels the sum of "at least this severe" over all of them.</summary>
internal sealed class LinearFit
{
    // What is rare varies little: divided by its deviation it would weigh most.
    private const double LeastDeviation = 0.5;

    private readonly Corpus corpus;
    private readonly int[] had;
    private readonly double[] mean;
    private readonly double[] deviation;

    /// <param name="rows">The texts to fit to; no other is looked at.</param>
    public LinearFit(Corpus corpus, IReadOnlyList<int> rows, int labels, int seed)
    {
        this.corpus = corpus;
        had = new int[corpus.Names.Count];
        (mean, deviation) = (new double[had.Length], new double[had.Length]);
        foreach (var row in rows)
            foreach (var amount in corpus.Rows[row])
            {
                had[amount.Feature]++;
                mean[amount.Feature] += Real(amount);
                deviation[amount.Feature] += Real(amount) * Real(amount);
            }
        for (var j = 0; j < had.Length; j++)
        {
            mean[j] /= rows.Count;
            deviation[j] = Math.Max(Math.Sqrt(Math.Max((deviation[j] / rows.Count) - (mean[j] * mean[j]), 0)), LeastDeviation);
        }

        Weights = new double[had.Length];
        var plain = rows.Select(Plain).ToArray();
        for (var severe = 1; severe < labels; severe++)
        {
            var positive = rows.Select(row => corpus.Labels[row] >= severe).ToArray();
            var ratio = Ratios(rows, positive);
            var scaled = plain.Select(row => row with { Values = [.. row.Values.Select((value, k) => (float)(value * ratio[row.Features[k]]))] }).ToArray();
            var weights = Logistic.Fit(scaled, positive, had.Length, corpus.Recipe.Strength, seed + severe);
            Bias += weights[^1];
            for (var j = 0; j < had.Length; j++)
            {
                if (had[j] < Recipe.LeastTexts) continue;
                Weights[j] += weights[j] * ratio[j] * Share(j);
                if (IsMeasure(j)) Bias -= weights[j] * Share(j) * mean[j];
            }
        }
    }

    /// <summary>Of a gram on its value over the length of its view, of a measure on its value.</summary>
    public double[] Weights { get; }

    public double Bias { get; private set; }

    /// <summary>Whether enough of the texts fitted to had it.</summary>
    public bool Has(int feature) => had[feature] >= Recipe.LeastTexts;

    public double Margin(int row)
    {
        var sum = Bias;
        Span<double> views = stackalloc double[corpus.Measures];
        Span<double> squares = stackalloc double[corpus.Measures];
        foreach (var amount in corpus.Rows[row])
        {
            if (had[amount.Feature] < Recipe.LeastTexts) continue;
            var view = corpus.Views[amount.Feature];
            var value = Real(amount);
            if (view == corpus.Measures)
            {
                sum += Weights[amount.Feature] * value;
                continue;
            }
            views[view] += Weights[amount.Feature] * value;
            squares[view] += value * value;
        }
        for (var view = 0; view < views.Length; view++)
            if (squares[view] > 0) sum += views[view] / Math.Sqrt(squares[view]);
        return sum;
    }

    private static double Real(Amount amount) => amount.Value / (double)FixedPoint.Value;

    private bool IsMeasure(int feature) => corpus.Views[feature] == corpus.Measures;

    private double Share(int feature) =>
        IsMeasure(feature) ? (TextMeasures.IsClass(corpus.Names[feature]) ? corpus.Recipe.ClassShare : corpus.Recipe.SignalShare) / deviation[feature] : corpus.Recipe.Views[corpus.Views[feature]].Share;

    // Grams by the length of their view, measures in standard deviations from the mean.
    private FitRow Plain(int row)
    {
        var amounts = corpus.Rows[row].Where(amount => !IsMeasure(amount.Feature) && had[amount.Feature] >= Recipe.LeastTexts).ToList();
        var lengths = new double[corpus.Measures];
        foreach (var amount in amounts) lengths[corpus.Views[amount.Feature]] += Real(amount) * Real(amount);
        var features = amounts.Select(amount => amount.Feature).ToList();
        var values = amounts.Select(amount => (float)(Real(amount) * Share(amount.Feature) / Math.Sqrt(lengths[corpus.Views[amount.Feature]]))).ToList();
        var measured = corpus.Rows[row].Where(amount => IsMeasure(amount.Feature)).ToDictionary(amount => amount.Feature, Real);
        for (var j = had.Length - 1; j >= 0 && IsMeasure(j); j--)
        {
            if (had[j] < Recipe.LeastTexts) continue;
            features.Add(j);
            values.Add((float)((measured.GetValueOrDefault(j) - mean[j]) * Share(j)));
        }
        return new FitRow([.. features], [.. values]);
    }

    private double[] Ratios(IReadOnlyList<int> rows, bool[] positive)
    {
        var ratios = new double[had.Length];
        Array.Fill(ratios, 1.0);
        var mix = corpus.Recipe.NaiveBayes;
        if (mix == 0) return ratios;
        var (with, without) = (new double[had.Length], new double[had.Length]);
        var totals = new double[2, corpus.Measures];
        for (var i = 0; i < rows.Count; i++)
            foreach (var amount in corpus.Rows[rows[i]])
            {
                if (IsMeasure(amount.Feature) || had[amount.Feature] < Recipe.LeastTexts) continue;
                (positive[i] ? with : without)[amount.Feature] += Real(amount);
                totals[positive[i] ? 1 : 0, corpus.Views[amount.Feature]] += Real(amount);
            }
        for (var j = 0; j < ratios.Length; j++)
        {
            if (IsMeasure(j) || had[j] < Recipe.LeastTexts) continue;
            var (all, none) = (totals[1, corpus.Views[j]], totals[0, corpus.Views[j]]);
            if (all == 0 || none == 0) continue;
            // One text of each kind is added, by its share, so that what was never seen on a side stays finite.
            var ratio = Math.Log((with[j] + (2 * all / (all + none))) / (without[j] + (2 * none / (all + none)))) - Math.Log(all / none);
            ratios[j] = (mix * ratio) + (1 - mix);
        }
        return ratios;
    }
}
