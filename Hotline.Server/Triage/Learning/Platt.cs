using System.Collections.Immutable;

namespace Hotline.Server.Triage.Learning;

/// <summary>Margins of texts that the fit had not seen → how likely the text is severe (Platt 1999, by the method of Lin, Lin and Weng 2007).</summary>
internal static class Platt
{
    private const int Steps = 40;

    /// <summary>Table of probabilities in 1/1000, never falling; beyond its ends the outermost hold.</summary>
    public static ImmutableArray<Knot> Table(IReadOnlyList<double> margins, IReadOnlyList<bool> severe)
    {
        var (slope, offset) = Fit(margins, severe);
        // A margin that says the opposite is worth nothing: never turned round.
        slope = Math.Max(slope, 0);
        var (low, high) = (margins.Min() - 1, margins.Max() + 1);
        var knots = new List<Knot>();
        for (var step = 0; step <= Steps; step++)
        {
            var margin = low + ((high - low) * step / Steps);
            var at = (long)Math.Round(margin * FixedPoint.Margin);
            if (knots.Count == 0 || at > knots[^1].At) knots.Add(new Knot(at, (int)Math.Round(1000 / (1 + Math.Exp(-((slope * margin) + offset))))));
        }
        return [.. knots];
    }

    private static (double Slope, double Offset) Fit(IReadOnlyList<double> margins, IReadOnlyList<bool> severe)
    {
        var positive = severe.Count(one => one);
        var negative = severe.Count - positive;
        // Targets a little inside 0 and 1, as Platt has them.
        var (yes, no) = ((positive + 1.0) / (positive + 2.0), 1 / (negative + 2.0));
        var (slope, offset) = (0.0, Math.Log((positive + 1.0) / (negative + 1.0)));
        for (var round = 0; round < 100; round++)
        {
            double first = 0, second = 0, a = 1e-9, b = 0, c = 1e-9;
            for (var i = 0; i < margins.Count; i++)
            {
                var probability = 1 / (1 + Math.Exp(-((slope * margins[i]) + offset)));
                var missing = (severe[i] ? yes : no) - probability;
                var spread = Math.Max(probability * (1 - probability), 1e-12);
                first += missing * margins[i];
                second += missing;
                a += spread * margins[i] * margins[i];
                b += spread * margins[i];
                c += spread;
            }
            var determinant = (a * c) - (b * b);
            var (turn, shift) = (((c * first) - (b * second)) / determinant, ((a * second) - (b * first)) / determinant);
            var damped = Math.Min(1, 5 / Math.Max(Math.Abs(turn), Math.Abs(shift)));
            slope += damped * turn;
            offset += damped * shift;
            if (Math.Abs(turn) + Math.Abs(shift) < 1e-9) break;
        }
        return (slope, offset);
    }
}
