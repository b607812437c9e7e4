using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Learning;

/// <summary>What one n-gram, word class or signal adds.</summary>
/// <param name="What">The n-gram itself, <c>class.…</c> or the kind of a signal. An n-gram is the writer's: shown, never stored or logged.</param>
/// <param name="Tenths">Of a point of score, roughly: shares of the margin on the mean slope of the scale.</param>
public readonly record struct Contribution(string What, int Tenths);

/// <summary>What a model says of a contact's texts.</summary>
/// <param name="Score">0–84 with moderate from 25 and high from 50: never imminent.</param>
/// <param name="Probability">That a labeller would call it severe, in 1/1000.</param>
/// <param name="Contributions">The strongest first, of either sign.</param>
public sealed record ModelScore(int Score, Band Band, int Probability, ImmutableArray<Contribution> Contributions)
{
    /// <summary>The same place in the same band, on the ranges of a rule set.</summary>
    public int On(BandRanges bands)
    {
        var (from, to) = (ScoreScale.Bands.FootOf(Band), ScoreScale.Bands.TopOf(Band));
        var (foot, top) = (bands.FootOf(Band), bands.TopOf(Band));
        return foot + ((Score - from) * (top - foot) / (to - from));
    }

    /// <summary>A model only raises: never below what the rules say.</summary>
    public int Raise(int ruleScore, BandRanges bands) => Math.Max(ruleScore, On(bands));
}
