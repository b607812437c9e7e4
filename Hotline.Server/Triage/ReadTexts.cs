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
    /// <summary>Kinds of what a line's own model says.</summary>
    public const string Model = "text.model";

    private const string PastAttempt = "text.past_attempt";
    private const string ThirdParty = "text.third_party";
    private const string Denied = "text.denied";

    /// <summary>What is said again within this time adds to what was said.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <summary>Of these, said of the past, an earlier attempt speaks.</summary>
    private static readonly string[] Acts = ["text.attempt_now", PastAttempt];

    /// <summary>Of these, said of another, worry for that other speaks; said not to be so, a denial does.</summary>
    private static readonly string[] Suicide = ["text.wish_dead", "text.ideation", "text.intent", "text.plan", "text.attempt_now", "text.self_harm"];

    /// <param name="texts">All texts of the contact, in any order.</param>
    /// <param name="model">The line's own; null when there is none.</param>
    /// <returns>One piece a kind that the rules know, with source <c>text</c> and a strength of 1 to 3; numbers are not given yet.</returns>
    public static IReadOnlyList<Evidence> Of(RuleSet rules, TextModel? model, string language, IReadOnlyList<GivenText> texts)
    {
        var ordered = texts.OrderBy(text => text.At).ThenBy(text => text.Text, StringComparer.Ordinal).ToList();
        var signals = ordered.ConvertAll(text => rules.Signals.Read(text.Text, language));
        var hits = new SortedDictionary<string, List<DateTimeOffset>>(StringComparer.Ordinal);
        for (var text = 0; text < ordered.Count; text++)
            foreach (var signal in signals[text])
                if (KindOf(signal) is { } kind)
                {
                    if (!hits.TryGetValue(kind, out var times)) hits[kind] = times = [];
                    times.Add(ordered[text].At);
                }
        var evidence = hits.Where(kind => rules.Kinds.ContainsKey(kind.Key)).Select(kind => Piece(rules.Kinds[kind.Key], kind.Value)).ToList();
        if (model is not null && rules.Kinds.ContainsKey(Model) && ordered.Count > 0 && Strongest(rules, model, ordered, signals) is { Score: > 0 } strongest)
            evidence.Add(new Evidence(0, Model, strongest.Score.ToString(System.Globalization.CultureInfo.InvariantCulture), "text", strongest.At));
        return evidence;
    }

    private static string? KindOf(TextSignal signal) => signal.Meant switch
    {
        Meant.Direct => signal.Kind,
        Meant.Past when Acts.Contains(signal.Kind) => PastAttempt,
        Meant.OfAnother or (Meant.OfAnother | Meant.Past) when Suicide.Contains(signal.Kind) => ThirdParty,
        Meant.Negated when Suicide.Contains(signal.Kind) => Denied,
        _ => null,
    };

    private static Evidence Piece(EvidenceKind kind, List<DateTimeOffset> times)
    {
        if (kind.Number is null) return new Evidence(0, kind.Code, "yes", "text", times[^1]);
        var (most, at) = (0, times[0]);
        for (var (first, last) = (0, 0); last < times.Count; last++)
        {
            while (times[last] - times[first] > Recent) first++;
            if (last - first + 1 <= most) continue;
            (most, at) = (last - first + 1, times[last]);
        }
        var strength = most >= 5 ? 3 : most >= 2 ? 2 : 1;
        return new Evidence(0, kind.Code, strength.ToString(System.Globalization.CultureInfo.InvariantCulture), "text", at);
    }

    /// <summary>Of each text with those before it, the one that says most: a text more never lowers.</summary>
    private static (int Score, DateTimeOffset At) Strongest(RuleSet rules, TextModel model, List<GivenText> texts, List<IReadOnlyList<TextSignal>> signals)
    {
        var best = (Score: 0, texts[0].At);
        for (var upTo = 1; upTo <= texts.Count; upTo++)
        {
            var score = model.Score([.. texts.Take(upTo).Select(text => text.Text)], signals.Take(upTo).SelectMany(read => read)).On(rules.Bands);
            // What it says of a text without any risk is the foot of its scale, not a finding.
            if (score >= rules.Bands.Moderate && score > best.Score) best = (score, texts[upTo - 1].At);
        }
        return best;
    }
}
