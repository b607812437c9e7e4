namespace Hotline.Contracts;

/// <summary>All that is kept about a contact; answer of <c>GET /api/v1/console/contacts/{id}</c>. Reading it is audited.</summary>
public sealed record ContactRecord(
    string ContactId, string Line, Channel Channel, string Language, Phase Phase, DateTimeOffset ArrivedAt,
    Particulars? Particulars, CallbackConsent? Callback,
    IReadOnlyList<TextEntry> Texts, IReadOnlyList<EvidenceEntry> Evidence, IReadOnlyList<AssessmentEntry> Assessments,
    NoteEntry? Note, IReadOnlyList<TimelineEntry> Timeline, ModelView? Model = null, WishesView? Wishes = null)
{
    /// <summary>Notes of those who handed it over or gave it back, the latest last; null means none.</summary>
    public IReadOnlyList<HandoverEntry>? Handovers { get; init; }
}

/// <summary>What the help seeker wished of who answers; null when nothing.</summary>
/// <param name="Skills">As <c>skill:level</c>, the most wanted first.</param>
/// <param name="Relaxed">How many of them, counted from the last, the search gave up.</param>
/// <param name="Preferred">Name of the worker the help seeker knows.</param>
/// <param name="Not">Names of workers the help seeker does not want.</param>
public sealed record WishesView(IReadOnlyList<string> Skills, int Relaxed, string? Preferred, IReadOnlyList<string> Not);

/// <summary>What the line's learned model reads in the texts now; never stored. Null when the line has none or it found nothing.</summary>
/// <param name="Version">First 16 digits of its hash.</param>
/// <param name="Contributions">What weighed most, the strongest first.</param>
public sealed record ModelView(string Version, Band Band, IReadOnlyList<ContributionView> Contributions);

/// <param name="What">Words of the texts, or the code of a signal.</param>
/// <param name="Tenths">Tenths of a point; below zero it spoke against.</param>
public sealed record ContributionView(string What, int Tenths);

/// <param name="Signals">Read from the text now, by the rules that grade the contact; never stored.</param>
public sealed record TextEntry(int Number, DateTimeOffset At, string Text, IReadOnlyList<SignalView>? Signals = null);

public sealed record EvidenceEntry(int Number, string Kind, string Value, string Source, DateTimeOffset At, int Confidence = 100);

public sealed record AssessmentEntry(DateTimeOffset At, int Score, Band Band, string RuleSet, IReadOnlyList<ReasonView> Reasons, ComputedView? Computed = null);

public sealed record NoteEntry(string Text, int Version, DateTimeOffset SavedAt);

/// <param name="Kind">Event name such as OfferMade; consoles localise it.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Kind, string? WorkerId, string? WorkerName, string? Detail);

/// <summary>Body of <c>PUT /api/v1/console/contacts/{id}/note</c>. Version is the one last read (0 for none); a clash is 409 <c>note_changed</c>.</summary>
public sealed record SaveNote(string Text, int Version);

public sealed record NoteSaved(int Version, DateTimeOffset SavedAt);
