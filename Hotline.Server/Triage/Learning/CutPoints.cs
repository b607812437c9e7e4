using System.Collections.Immutable;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Learning;

/// <summary>Severity 0–100 → label: as many steps up from the least severe as there are cut points at or below it.</summary>
public static class CutPoints
{
    private const int Severities = BandRanges.Top + 1;

    /// <summary>What it costs to be off by more than one level, where one level costs 1.</summary>
    private const double FarOff = 3;

    /// <summary>Each text also counts, less, for severities so near: cut points are to suit the scores around them.</summary>
    private const int Spread = 3;

    /// <summary>Without a model: of two labels the foot of high; of five wish or distress, a method, an intent, an act; else evenly apart.</summary>
    public static ImmutableArray<int> Usual(int labels) => labels switch
    {
        2 => [50],
        3 => [25, 50],
        4 => [5, 25, 50],
        5 => [5, 25, 50, 66],
        _ => [.. Enumerable.Range(1, labels - 1).Select(step => step * 85 / labels)],
    };

    public static int LabelOf(int severity, ImmutableArray<int> cutPoints)
    {
        var label = 0;
        foreach (var from in cutPoints)
            if (severity >= from) label++;
        return label;
    }

    /// <summary>Those that cost least: nothing for the right label, 1 for one level off, 3 for more. Two labels are always parted at the foot of high.</summary>
    public static ImmutableArray<int> Fit(IReadOnlyList<int> severities, IReadOnlyList<int> labels, int count)
    {
        if (count == 2) return Usual(2);
        var weights = new double[count, Severities];
        for (var i = 0; i < labels.Count; i++)
            for (var by = -Spread; by <= Spread; by++)
                weights[labels[i], Math.Clamp(severities[i] + by, 0, Severities - 1)] += 1 + Spread - Math.Abs(by);

        // best[l, s]: least cost of all severities below s when the highest label used is l.
        var (best, begun) = (new double[count, Severities + 1], new int[count, Severities + 1]);
        for (var label = 0; label < count; label++)
        {
            var own = new double[Severities + 1];
            for (var s = 0; s < Severities; s++) own[s + 1] = own[s] + Cost(weights, label, s, count);
            for (var s = 0; s <= Severities; s++)
            {
                best[label, s] = label == 0 ? own[s] : double.MaxValue;
                for (var from = 0; label > 0 && from <= s; from++)
                {
                    var cost = best[label - 1, from] + own[s] - own[from];
                    if (cost < best[label, s] - 1e-9) (best[label, s], begun[label, s]) = (cost, from);
                }
            }
        }
        var cuts = new int[count - 1];
        var end = Severities;
        for (var label = count - 1; label > 0; label--) end = cuts[label - 1] = begun[label, end];
        return [.. cuts];
    }

    private static double Cost(double[,] weights, int given, int severity, int count)
    {
        var cost = 0.0;
        for (var truth = 0; truth < count; truth++)
            cost += weights[truth, severity] * (Math.Abs(given - truth) switch { 0 => 0, 1 => 1, _ => FarOff });
        return cost;
    }
}
