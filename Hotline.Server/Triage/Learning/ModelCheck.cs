using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Learning;

/// <summary>What must hold of a model, whoever wrote it: within these bounds the arithmetic of scoring cannot overflow and a model cannot say imminent.</summary>
internal static class ModelCheck
{
    private const int MostWeight = 1 << 24;
    private const long MostMargin = 1L << 40;
    private const int MostLabels = 10;

    /// <summary>One that does not hold, to be read behind the file's name; null when all do.</summary>
    public static string? Fault(ModelContent content)
    {
        var recipe = Recipe.Of(content.Language)!;
        if (content.Labels.Length is < 2 or > MostLabels || content.Labels.Any(string.IsNullOrEmpty) || content.Labels.Distinct(StringComparer.Ordinal).Count() != content.Labels.Length)
            return string.Create(CultureInfo.InvariantCulture, $"must have 2 to {MostLabels} labels, each once");
        if (content.CutPoints.Length != content.Labels.Length - 1 || content.CutPoints.Any(cut => cut is < 0 or > BandRanges.Top + 1) || !content.CutPoints.Order().SequenceEqual(content.CutPoints))
            return "must have one cut point fewer than labels, from 0 to 101, never falling";
        if (!IsTable(content.Tables.Score, ScoreScale.Most) || content.Tables.Score.Length < 2) return string.Create(CultureInfo.InvariantCulture, $"must have scores from 0 to {ScoreScale.Most} that never fall");
        if (!IsTable(content.Tables.Probability, 1000)) return "must have probabilities from 0 to 1000 that never fall";
        if (Math.Abs(content.Weights.Bias) > MostMargin) return "has a bias out of range";
        if (!AreWeights(content.Weights.Measures)) return "has measures out of order or range";
        for (var view = 0; view < recipe.Views.Length; view++)
        {
            if (!AreWeights(content.Weights.Views[view])) return $"has {recipe.Views[view].Name} out of order or range";
            if (content.Weights.Views[view].Any(gram => IsTooLong(gram.Name, recipe.Views[view]))) return $"has {recipe.Views[view].Name} that are longer than a gram may be";
        }
        return null;
    }

    private static bool IsTable(ImmutableArray<Knot> knots, int most)
    {
        if (knots.IsEmpty || knots.Any(knot => knot.Value < 0 || knot.Value > most || Math.Abs(knot.At) > MostMargin)) return false;
        for (var i = 1; i < knots.Length; i++)
            if (knots[i].At <= knots[i - 1].At || knots[i].Value < knots[i - 1].Value) return false;
        return true;
    }

    // Ordinal order, each once: the same weights are the same bytes.
    private static bool AreWeights(ImmutableArray<NamedWeight> weights)
    {
        for (var i = 0; i < weights.Length; i++)
            if (Math.Abs((long)weights[i].Weight) > MostWeight || (i > 0 && string.CompareOrdinal(weights[i - 1].Name, weights[i].Name) >= 0)) return false;
        return true;
    }

    private static bool IsTooLong(string gram, GramView view) => view.Words
        ? gram.Count(character => character == ' ') >= Recipe.MostWords
        : gram.EnumerateRunes().Count() > Recipe.MostCharacters;
}
