using System.Numerics;

namespace Hotline.Server.Triage.Learning;

/// <summary>Integer arithmetic of scoring, so that a score is the same, bit for bit, on every machine.</summary>
internal static class FixedPoint
{
    /// <summary>Values of features are in 1/1024.</summary>
    public const int Value = 1024;

    /// <summary>Weights and margins are in 1/65536.</summary>
    public const int Margin = 65_536;

    private const int FractionBits = 10;

    /// <summary>log2(1 + per × count ÷ (size + 100)) in 1/1024: how often in a text of a size, with little said by one hit in a short one.</summary>
    /// <param name="size">Of the text, in words or characters; at most 2^31.</param>
    public static int LogRate(int per, long count, long size)
    {
        var whole = size + 100;
        return Log2((ulong)(((whole + (per * count)) << 20) / whole), 20);
    }

    /// <summary>⌊√x⌋.</summary>
    /// <param name="x">Below 2^62.</param>
    public static long Sqrt(long x)
    {
        // The IEEE root may be one off above 2^52.
        var root = (long)Math.Sqrt(x);
        while (root * root > x) root--;
        while ((root + 1) * (root + 1) <= x) root++;
        return root;
    }

    /// <summary>On the line through the two neighbouring knots, rounded down; outside, the value of the nearest.</summary>
    /// <param name="knots">In strictly rising order of <c>At</c>.</param>
    public static int Interpolate(ReadOnlySpan<Knot> knots, long at)
    {
        if (at <= knots[0].At) return knots[0].Value;
        for (var i = 1; i < knots.Length; i++)
        {
            var (low, high) = (knots[i - 1], knots[i]);
            if (at < high.At) return low.Value + (int)((high.Value - low.Value) * (at - low.At) / (high.At - low.At));
        }
        return knots[^1].Value;
    }

    /// <param name="x">With <paramref name="bits"/> bits behind the point; at least 1, below 2^11.</param>
    private static int Log2(ulong x, int bits)
    {
        var top = BitOperations.Log2(x);
        var result = top - bits;
        var mantissa = x << (31 - top);
        for (var i = 0; i < FractionBits; i++)
        {
            mantissa = (mantissa * mantissa) >> 31;
            result <<= 1;
            if (mantissa < 1UL << 32) continue;
            mantissa >>= 1;
            result |= 1;
        }
        return result;
    }
}

/// <summary>One point of a piecewise linear table.</summary>
/// <param name="At">Margin in 1/65536.</param>
public readonly record struct Knot(long At, int Value);
