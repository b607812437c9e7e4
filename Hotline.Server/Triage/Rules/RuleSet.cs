using System.Collections.Frozen;
using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage.Rules;

/// <summary>English and Simplified Chinese.</summary>
public sealed record Wording(string En, string Zh);

/// <summary>What an answer weighs. The strongest answer of a contact counts with <paramref name="Alone"/>, every other adds <paramref name="Beside"/>.</summary>
/// <param name="Alone">Points when it is the strongest, 0–100; its band is the floor it sets.</param>
/// <param name="Beside">Points when something stronger is there; at most <paramref name="Alone"/>.</param>
public readonly record struct Weight(int Alone, int Beside)
{
    public static readonly Weight None = new(0, 0);
}

/// <summary>From <paramref name="At"/> upwards a number weighs this.</summary>
public readonly record struct WeightStep(int At, Weight Weight);

/// <summary>One kind of evidence.</summary>
public sealed record EvidenceKind
{
    /// <summary>Stable code, such as <c>cssrs.4</c>.</summary>
    public required string Code { get; init; }
    public required Wording Label { get; init; }

    /// <summary>Where the weight comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Null for a kind answered by yes or no.</summary>
    public NumberRange? Number { get; init; }

    /// <summary>Of a yes.</summary>
    public Weight Yes { get; init; }

    /// <summary>Of an answer that is unknown or refused; never heavier than a yes or the highest number.</summary>
    public Weight Unknown { get; init; }

    /// <summary>Whether a no says something against risk, so that the safe floor no longer holds by itself.</summary>
    public bool Clears { get; init; }

    /// <summary>Points a protective yes takes off, within its band and never beside anything that is high by itself.</summary>
    public int Eases { get; init; }
}

/// <summary>The numbers a kind takes.</summary>
/// <param name="Steps">In order of <see cref="WeightStep.At"/>; neither weight ever falls from one to the next.</param>
/// <param name="Linear">Whether weights between two steps lie on the line between them (rounded down), instead of the lower step's.</param>
/// <param name="HoldsFrom">From here on the number counts as a yes where kinds are named together.</param>
/// <param name="ClearsBelow">A smaller number speaks against risk; null when none does.</param>
public sealed record NumberRange(int From, int To, ImmutableArray<WeightStep> Steps, bool Linear, int HoldsFrom, int? ClearsBelow)
{
    public Weight WeightOf(int number)
    {
        var at = 0;
        while (at + 1 < Steps.Length && Steps[at + 1].At <= number) at++;
        var (low, weight) = (Steps[at].At, Steps[at].Weight);
        if (!Linear || at + 1 == Steps.Length) return number < low ? Weight.None : weight;
        var next = Steps[at + 1];
        return new Weight(Between(weight.Alone, next.Weight.Alone), Between(weight.Beside, next.Weight.Beside));

        int Between(int from, int to) => from + ((to - from) * (number - low) / (next.At - low));
    }
}

/// <summary>What several answers together say beyond each alone.</summary>
/// <param name="All">Kinds that all hold.</param>
/// <param name="Any">Kinds of which one at least holds; empty when <paramref name="All"/> is enough.</param>
public sealed record Combination(string Code, Wording Label, string Source, ImmutableArray<string> All, ImmutableArray<string> Any, Weight Weight);

/// <summary>A question that an instrument asks next and that has no answer.</summary>
/// <param name="When">Kinds of which one at least has one of the answers <paramref name="Is"/>.</param>
/// <param name="Unanswered">Kinds of which none has an answer.</param>
/// <param name="UnclearToo">Whether unknown and refused are no answer either.</param>
public sealed record OpenQuestion(
    string Code, Wording Label, string Source, ImmutableArray<string> When, ImmutableArray<Answer> Is, ImmutableArray<string> Unanswered, bool UnclearToo, Weight Weight);

/// <param name="OnlyIf">Kinds of which one at least must have one of the answers <paramref name="Is"/>; empty: always asked.</param>
public sealed record Question(string Kind, Wording Ask, ImmutableArray<string> OnlyIf, ImmutableArray<Answer> Is);

/// <summary>An instrument as data: its questions in order, with skip logic. It has no score of its own; its kinds have weights.</summary>
public sealed record Instrument(string Code, Wording Title, string Source, ImmutableArray<Question> Questions);

/// <summary>Who comes first of those who wait.</summary>
public enum QueueOrder
{
    /// <summary>Imminent first; of all others, who came first, ahead by the credit of the score.</summary>
    Rank,

    /// <summary>Who came first, whatever is known: band and score move nobody. For comparison; nobody should run a line on it.</summary>
    Fifo,
}

/// <summary>How long a contact of a band may wait.</summary>
public sealed record AnswerWithin(TimeSpan Voice, TimeSpan Other)
{
    public TimeSpan For(Channel channel) => channel == Channel.Voice ? Voice : Other;
}

/// <summary>Hours of the night by the line's wall clock; they may go over midnight.</summary>
public sealed record NightHours(TimeOnly From, TimeOnly Until)
{
    public bool Holds(TimeOnly at) => at.IsBetween(From, Until);
}

/// <summary>The rules of triage, checked and compiled. Immutable; the same content has the same hash everywhere.</summary>
public sealed record RuleSet
{
    /// <summary>Nothing known against risk, or only unknown.</summary>
    public const string SafeFloorCode = "safe_floor";

    /// <summary>Every answer given was no.</summary>
    public const string AllNo = "all_no";

    /// <summary>Evidence of a kind that this rule set does not know.</summary>
    public const string Unrecognised = "unrecognised";

    public required string Name { get; init; }
    public required Wording Title { get; init; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The file, as it was read.</summary>
    public required string Yaml { get; init; }
    public required BandRanges Bands { get; init; }

    /// <summary>Unknown is treated as risk: at or above the foot of moderate.</summary>
    public required Weight SafeFloor { get; init; }

    /// <summary>An answer given with less confidence than this, of 100, counts as unknown.</summary>
    public required int UnsureBelow { get; init; }

    /// <summary>How far ahead of its arrival a point of score puts a contact in the queue.</summary>
    public required TimeSpan CreditPerPoint { get; init; }

    public required QueueOrder Order { get; init; }

    /// <summary>Null where the line's own targets hold.</summary>
    public required ImmutableDictionary<Band, AnswerWithin>? Targets { get; init; }

    /// <summary>Null where the time of day says nothing.</summary>
    public required NightHours? Night { get; init; }
    public required FrozenDictionary<string, EvidenceKind> Kinds { get; init; }
    public required ImmutableArray<Combination> Combinations { get; init; }
    public required ImmutableArray<OpenQuestion> Open { get; init; }
    public required ImmutableArray<Instrument> Instruments { get; init; }

    /// <summary>Phrases of texts, of all languages; people mix them.</summary>
    public required ITextSignals Signals { get; init; }

    /// <summary>SHA-256 of the learned text model by language; empty where none was trained.</summary>
    public required FrozenDictionary<string, string> Models { get; init; }

    /// <summary>What an assessment names: enough of the hash to find it, and a name to read.</summary>
    public string Version => VersionOf(Name, Hash);

    public static string VersionOf(string name, string hash) => $"{name}@{hash[..16]}";
}

/// <summary>Score ranges of the bands. A score lies in the range of its band, always.</summary>
/// <param name="Moderate">Lowest score of the band; so the others.</param>
public readonly record struct BandRanges(int Moderate, int High, int Imminent)
{
    public const int Top = 100;

    public Band Of(int score) => score >= Imminent ? Band.Imminent : score >= High ? Band.High : score >= Moderate ? Band.Moderate : Band.Low;

    public int FootOf(Band band) => band switch
    {
        Band.Imminent => Imminent,
        Band.High => High,
        Band.Moderate => Moderate,
        _ => 0,
    };

    public int TopOf(Band band) => band == Band.Imminent ? Top : FootOf(band + 1) - 1;
}
