using System.Globalization;
using Hotline.Server.Records;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage;

/// <summary>A text of the help seeker.</summary>
public readonly record struct GivenText(DateTimeOffset At, string Text);

/// <summary>Texts → evidence. Pure: the same texts say the same whatever way they came, and one text more never says less of a risk.</summary>
public static class ReadTexts
{
    /// <summary>Kind of what a line's own model says.</summary>
    public const string Model = "text.model";

    /// <summary>Source of evidence that was read from texts.</summary>
    public const string Source = "text";

    /// <param name="texts">All texts of the contact, in any order.</param>
    /// <param name="model">The line's own; null when there is none.</param>
    /// <returns>One piece a kind that the rules know, with source <c>text</c> and a strength of 1 to 3; numbers are not given yet.</returns>
    public static IReadOnlyList<Evidence> Of(RuleSet rules, TextModel? model, string language, IReadOnlyList<GivenText> texts)
    {
        var (ordered, reading) = Read(rules, language, texts);
        var evidence = reading.Findings.Where(finding => rules.Kinds.ContainsKey(finding.Kind)).Select(finding => new Evidence(
            0, finding.Kind, rules.Kinds[finding.Kind].Number is null ? "yes" : finding.Strength.ToString(CultureInfo.InvariantCulture), Source, finding.At)).ToList();
        if (model is not null && rules.Kinds.ContainsKey(Model) && Strongest(rules, model, ordered, reading) is { } strongest)
            evidence.Add(new Evidence(0, Model, strongest.Points.ToString(CultureInfo.InvariantCulture), Source, strongest.At));
        return evidence;
    }

    /// <summary>What the model made of the texts, with what weighed most; null when it is no finding. Holds words of the texts: shown, never stored.</summary>
    public static ModelScore? Explain(RuleSet rules, TextModel model, string language, IReadOnlyList<GivenText> texts)
    {
        var (ordered, reading) = Read(rules, language, texts);
        return Strongest(rules, model, ordered, reading)?.Score;
    }

    private static (List<GivenText> Ordered, TextReading Reading) Read(RuleSet rules, string language, IReadOnlyList<GivenText> texts)
    {
        var ordered = texts.OrderBy(text => text.At).ThenBy(text => text.Text, StringComparer.Ordinal).ToList();
        return (ordered, new TextEvidence(rules.Signals).Read(ordered.Select((text, number) => new SentText(number, text.At, text.Text, language))));
    }

    /// <summary>Of each text with those before it, the one that says most: a text more never lowers.</summary>
    private static (int Points, DateTimeOffset At, ModelScore Score)? Strongest(RuleSet rules, TextModel model, List<GivenText> texts, TextReading reading)
    {
        (int Points, DateTimeOffset At, ModelScore Score)? best = null;
        for (var upTo = 1; upTo <= texts.Count; upTo++)
        {
            var score = model.Score([.. texts.Take(upTo).Select(text => text.Text)], reading.Signals.Where(hit => hit.Number < upTo).Select(hit => hit.Signal));
            var points = score.On(rules.Bands);
            // What it says of a text without any risk is the foot of its scale, not a finding.
            if (points >= rules.Bands.Moderate && points > (best?.Points ?? 0)) best = (points, texts[upTo - 1].At, score);
        }
        return best;
    }
}
