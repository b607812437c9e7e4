using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Learning;

/// <summary>Where the bands begin on the margin, and the scale of scores laid through them.</summary>
internal static class ScoreScale
{
    /// <summary>The scale of a model's own scores; <see cref="ModelScore.On"/> moves them to a rule set's.</summary>
    public static readonly BandRanges Bands = new(25, 50, 85);

    /// <summary>A model never says imminent: that takes a fact.</summary>
    public static readonly int Most = Bands.TopOf(Band.High);

    /// <summary>Share of severe texts, out of fold, that may lie below moderate.</summary>
    private const double SevereBelowModerate = 0.025;

    /// <summary>Margin → score: the lowest margin 0, the foot of moderate 25, that of high 50, the highest 84.</summary>
    /// <param name="recall">How much more a severe text found counts than one raised for nothing (the beta of F).</param>
    public static ImmutableArray<Knot> Table(IReadOnlyList<double> margins, IReadOnlyList<bool> severe, double recall)
    {
        var (low, top) = (margins.Min(), margins.Max());
        var gap = Math.Max((top - low) / 100, 1e-3);
        // Room for a moderate below it, however the texts lie.
        var high = Math.Max(HighFrom(margins, severe, recall), low + (3 * gap));
        var dire = margins.Where((_, i) => severe[i]).Order().ToList();
        var moderate = Math.Clamp(dire[(int)(SevereBelowModerate * dire.Count)], low + gap, high - gap);
        return [At(Math.Min(low, moderate - gap), 0), At(moderate, Bands.Moderate), At(high, Bands.High), At(Math.Max(top, high + gap), Most)];
    }

    private static Knot At(double margin, int score) => new((long)Math.Round(margin * FixedPoint.Margin), score);

    // The best F, averaged over the neighbouring thresholds, so that one lucky text does not choose.
    private static double HighFrom(IReadOnlyList<double> margins, IReadOnlyList<bool> severe, double recall)
    {
        var order = Enumerable.Range(0, margins.Count).OrderBy(i => margins[i]).ToList();
        var all = severe.Count(one => one);
        var scores = new double[order.Count];
        var found = all;
        for (var i = 0; i < order.Count; i++)
        {
            var raised = order.Count - i;
            scores[i] = (1 + (recall * recall)) * found / (raised + (recall * recall * all));
            if (severe[order[i]]) found--;
        }
        var reach = Math.Max(1, order.Count / 25);
        var best = Enumerable.Range(0, order.Count).MaxBy(i =>
        {
            var (from, to) = (Math.Max(0, i - reach), Math.Min(order.Count - 1, i + reach));
            return scores[from..(to + 1)].Average();
        });
        return margins[order[best]];
    }
}
