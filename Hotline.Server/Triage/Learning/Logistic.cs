namespace Hotline.Server.Triage.Learning;

/// <summary>One row of a fit: features and their values, in step.</summary>
internal readonly record struct FitRow(int[] Features, float[] Values);

/// <summary>Logistic regression with an L2 penalty, by dual coordinate descent (Yu, Huang and Lin 2011). Deterministic for a seed.</summary>
internal static class Logistic
{
    private const int MostRounds = 25;
    private const double Enough = 1e-4;

    /// <summary>Weights, and the bias behind the last.</summary>
    /// <param name="strength">Inverse of the penalty.</param>
    public static double[] Fit(FitRow[] rows, bool[] positive, int features, double strength, int seed)
    {
        var weights = new double[features + 1];
        var dual = new double[rows.Length];
        var curvature = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            dual[i] = 1e-8 * strength;
            curvature[i] = 1;
            foreach (var value in rows[i].Values) curvature[i] += (double)value * value;
            Add(weights, rows[i], positive[i] ? dual[i] : -dual[i]);
        }

        var random = new Random(seed);
        var order = Enumerable.Range(0, rows.Length).ToArray();
        for (var round = 0; round < MostRounds; round++)
        {
            random.Shuffle(order);
            var largest = 0.0;
            foreach (var i in order)
            {
                var side = positive[i] ? 1 : -1;
                var step = Step(dual[i], curvature[i], side * Dot(weights, rows[i]), strength) - dual[i];
                if (step == 0) continue;
                dual[i] += step;
                largest = Math.Max(largest, Math.Abs(step) / strength);
                Add(weights, rows[i], side * step);
            }
            if (largest < Enough) break;
        }
        return weights;
    }

    public static double Dot(double[] weights, FitRow row)
    {
        var sum = weights[^1];
        for (var k = 0; k < row.Features.Length; k++) sum += weights[row.Features[k]] * row.Values[k];
        return sum;
    }

    // Newton's method on one dual variable, kept inside (0, strength).
    private static double Step(double from, double curvature, double gradient, double strength)
    {
        var z = from;
        for (var k = 0; k < 30; k++)
        {
            var slope = (curvature * (z - from)) + gradient + Math.Log(z / (strength - z));
            var next = z - (slope / (curvature + (strength / (z * (strength - z)))));
            if (next <= 0) next = z * 0.1;
            else if (next >= strength) next = strength - ((strength - z) * 0.1);
            var moved = Math.Abs(next - z);
            z = next;
            if (moved < 1e-12 * strength || Math.Abs(slope) < 1e-6) break;
        }
        return z;
    }

    private static void Add(double[] weights, FitRow row, double scale)
    {
        for (var k = 0; k < row.Features.Length; k++) weights[row.Features[k]] += scale * row.Values[k];
        weights[^1] += scale;
    }
}
