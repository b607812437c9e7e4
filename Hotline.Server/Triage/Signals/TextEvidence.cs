using System.Collections.Immutable;

namespace Hotline.Server.Triage.Signals;

/// <summary>One message of the help seeker.</summary>
/// <param name="Number">Its number within the contact; the same message delivered twice counts once.</param>
/// <param name="Language">BCP 47 primary language of the contact.</param>
public sealed record SentText(int Number, DateTimeOffset At, string Text, string Language);

/// <summary>A signal and the text it stands in.</summary>
public sealed record TextHit(int Number, DateTimeOffset At, TextSignal Signal);

/// <summary>One kind of evidence that texts speak for.</summary>
/// <param name="Strength">1 said once, 2 said again within a day, 3 said over and over within a day.</param>
/// <param name="At">When it was said last.</param>
/// <param name="Hits">What it rests on, in order.</param>
public sealed record TextFinding(string Kind, int Strength, DateTimeOffset At, ImmutableArray<TextHit> Hits);

/// <param name="Findings">One a kind, in order of kind.</param>
/// <param name="Signals">All signals, also those that count nothing.</param>
public sealed record TextReading(ImmutableArray<TextFinding> Findings, ImmutableArray<TextHit> Signals);

/// <summary>Texts → evidence. Pure; the order of delivery does not matter, and one more text never weakens a finding.</summary>
public sealed class TextEvidence(ITextSignals signals)
{
    public const string ThirdParty = "text.third_party";
    public const string PastAttempt = "text.past_attempt";
    public const string Denied = "text.denied";

    private const int StrongestOfOneText = 2;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>Kinds that speak of a wish or an act against one's own life.</summary>
    private static readonly ImmutableHashSet<string> AgainstOneself =
    [
        "text.wish_dead", "text.ideation", "text.intent", "text.plan", "text.method", "text.means", "text.time_frame", "text.goodbye", "text.attempt_now", PastAttempt, "text.self_harm",
    ];

    private static readonly ImmutableHashSet<string> Attempts = ["text.attempt_now", PastAttempt];

    public TextReading Read(IEnumerable<SentText> texts)
    {
        var hits = texts.Distinct().OrderBy(text => text.At).ThenBy(text => text.Number).ThenBy(text => text.Text, StringComparer.Ordinal).ThenBy(text => text.Language, StringComparer.Ordinal)
            .SelectMany(text => signals.Read(text.Text, text.Language).Select(signal => new TextHit(text.Number, text.At, signal))).ToImmutableArray();
        var findings = hits.Select(hit => (Kind: Counted(hit.Signal), Hit: hit)).Where(pair => pair.Kind is not null)
            .GroupBy(pair => pair.Kind!, pair => pair.Hit, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => Finding(kind.Key, [.. kind]));
        return new TextReading([.. findings], hits);
    }

    /// <summary>The evidence that a signal counts for, or null: hypotheses, quotations and figures of speech count nothing.</summary>
    public static string? Counted(TextSignal signal) => signal.Meant switch
    {
        Meant.Direct => signal.Kind,
        Meant.OfAnother when AgainstOneself.Contains(signal.Kind) => ThirdParty,
        Meant.Past when Attempts.Contains(signal.Kind) => PastAttempt,
        Meant.Negated when AgainstOneself.Contains(signal.Kind) => Denied,
        _ => null,
    };

    private static TextFinding Finding(string kind, ImmutableArray<TextHit> hits)
    {
        var said = hits.GroupBy(hit => (hit.Number, hit.At)).Select(text => (text.Key.At, Times: Math.Min(StrongestOfOneText, Apart(text)))).ToList();
        var most = said.Max(last => said.Where(text => text.At <= last.At && last.At - text.At < Recent).Sum(text => text.Times));
        return new TextFinding(kind, most switch { 1 => 1, < 4 => 2, _ => 3 }, hits[^1].At, hits);
    }

    // Phrases that overlap say one thing.
    private static int Apart(IEnumerable<TextHit> hits)
    {
        var (times, end) = (0, 0);
        foreach (var hit in hits)
        {
            if (hit.Signal.Start >= end) times++;
            end = Math.Max(end, hit.Signal.Start + hit.Signal.Length);
        }

        return times;
    }
}
