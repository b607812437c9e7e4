using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>A code, the points it adds (0–100) and the value given: yes, no, unknown, refused or a number. Never free text.</summary>
public sealed record Reason(string Code, int Points, string Value);

/// <summary>The assessment as the floor needs it.</summary>
/// <param name="Score">0–100.</param>
/// <param name="Basis">Number of the last piece of evidence it rests on; a grade on an older basis changes nothing.</param>
public sealed record Grade(int Score, Band Band, string RuleSet, ImmutableArray<Reason> Reasons, long Basis)
{
    /// <summary>What the rules came to, where something else stands: held while it waits, or set by a person. Null: score and band are the rules' own.</summary>
    public Computed? Computed { get; init; }

    /// <summary>Set by a person; null when nobody did, or when risk has grown beyond what that person saw.</summary>
    public BandOverride? Override { get; init; }

    /// <summary>The rule set asks for plain first come, first served: neither band nor score moves the contact.</summary>
    public bool IsFifo { get; init; }

    /// <summary>How far ahead of its arrival the score puts it; null in what older rules have graded: the line's credit per point.</summary>
    public long? CreditMs { get; init; }
}

/// <summary>Score and band by the rules alone.</summary>
public sealed record Computed(int Score, Band Band);

/// <summary>A band set by a person. The typed reason is in the record.</summary>
/// <param name="Seen">The band the rules had come to then; a higher one ends the override.</param>
public sealed record BandOverride(Band Band, Band Seen, WorkerId By, DateTimeOffset At);

/// <summary>A skill a worker must have, at least at this level.</summary>
public sealed record SkillNeed(string Skill, int Level);

/// <summary>The worker a help seeker knows: put first.</summary>
/// <param name="Until">Until when the contact is kept for that worker alone; null when it is not, or no longer.</param>
public sealed record Preference(WorkerId Worker, DateTimeOffset? Until);

/// <summary>One attempt of a help seeker to reach the line, as the floor knows it. No personal data.</summary>
public sealed record Contact
{
    public required ContactId Id { get; init; }
    public required Channel Channel { get; init; }

    /// <summary>BCP 47 primary language, lower case, such as <c>en</c> or <c>zh</c>; a must-have.</summary>
    public required string Language { get; init; }

    /// <summary>Must-haves; they never relax.</summary>
    public ImmutableArray<SkillNeed> Skills { get; init; } = [];

    /// <summary>Wished skills, the most wanted first; they relax ring by ring.</summary>
    public ImmutableArray<SkillNeed> Wishes { get; init; } = [];

    /// <summary>How many of the wishes have relaxed, counted from the last.</summary>
    public int Ring { get; init; }

    /// <summary>When the next ring opens; null when none does.</summary>
    public DateTimeOffset? NextRingAt { get; init; }

    /// <summary>The worker the help seeker knows; null when nobody is preferred.</summary>
    public Preference? Preferred { get; init; }

    /// <summary>Workers the help seeker does not want.</summary>
    public ImmutableArray<WorkerId> NotWorkers { get; init; } = [];

    /// <summary>Wishes that hold the contact back now.</summary>
    [JsonIgnore]
    public ReadOnlySpan<SkillNeed> WishesNow => Wishes.AsSpan()[..Math.Max(0, Wishes.Length - Ring)];

    /// <summary>Seconds the help seeker was told to expect, when the contact came; null when nothing could be said.</summary>
    public int? ExpectedSeconds { get; init; }

    /// <summary>The range it was told in; null when nothing was.</summary>
    public WaitRange? ExpectedRange { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }
    public required Grade Grade { get; init; }
    public required ContactState State { get; init; }

    /// <summary>Highest fence ever given for this contact.</summary>
    public Fence LastFence { get; init; } = Fence.None;

    /// <summary>The latest offer to each worker, and all pending ones.</summary>
    public ImmutableArray<Offer> Offers { get; init; } = [];

    public int OffersMade { get; init; }

    /// <summary>Set while any signed-in worker may take it.</summary>
    public DateTimeOffset? LastCallAt { get; init; }

    /// <summary>Ranks before all of its band: its console was lost in mid-conversation.</summary>
    public bool FirstInBand { get; init; }

    /// <summary>First acceptance; null before.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>How many texts the file holds; what they say is never here.</summary>
    public int Texts { get; init; }

    /// <summary>A hand-over in the making, or one that is over and waits for the sender's choice; null otherwise. Only while engaged.</summary>
    public Transfer? Transfer { get; init; }

    /// <summary>How many hand-overs were begun.</summary>
    public int TransfersBegun { get; init; }

    /// <summary>What another line was given of it; null when nothing is there, or all is settled.</summary>
    public Abroad? Abroad { get; init; }

    /// <summary>Null when it came from a channel.</summary>
    public Origin? From { get; init; }

    /// <summary>Null when it was never handed over.</summary>
    public Sender? SentBy { get; init; }

    /// <summary>Who is in the conversation beside the holder, in the order they came. Only while engaged.</summary>
    public ImmutableArray<Participant> Beside { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The help seeker agreed to be called back if not answered.</summary>
    public bool CallbackWished { get; init; }

    [JsonIgnore]
    public bool IsLive => State is not (ContactState.Closed or ContactState.Abandoned);

    /// <summary>Nobody talks with the help seeker yet, or again.</summary>
    [JsonIgnore]
    public bool IsUnanswered => State is ContactState.Waiting or ContactState.Offered;

    /// <summary>Null while it lives.</summary>
    [JsonIgnore]
    public DateTimeOffset? OverAt => State switch
    {
        ContactState.Closed closed => closed.At,
        ContactState.Abandoned abandoned => abandoned.At,
        _ => null,
    };

    [JsonIgnore]
    public IEnumerable<Offer> Pending => Offers.Where(offer => offer.IsPending);

    /// <summary>The worker who holds it, engaged or in wrap-up.</summary>
    [JsonIgnore]
    public WorkerId? Holder => State switch
    {
        ContactState.Engaged engaged => engaged.Worker,
        ContactState.WrapUp wrapUp => wrapUp.Worker,
        _ => null,
    };

    /// <summary>The fence its holder holds it under; a later offer may carry a higher one.</summary>
    [JsonIgnore]
    public Fence? HolderFence => State switch
    {
        ContactState.Engaged engaged => engaged.Fence,
        ContactState.WrapUp wrapUp => wrapUp.Fence,
        _ => null,
    };

    public Participant? ParticipantOf(WorkerId worker) => Beside.FirstOrDefault(one => one.Worker == worker);

    public Offer? FindOffer(OfferId id) => Offers.FirstOrDefault(offer => offer.Id == id);
}

/// <summary>Life of a contact (domain.md). Closed and Abandoned are final.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Engaged), "engaged")]
[JsonDerivedType(typeof(WrapUp), "wrap-up")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Abandoned), "abandoned")]
public abstract record ContactState
{
    private ContactState() { }

    /// <param name="Since">When it began to wait this time; the arrival is kept beside it.</param>
    public sealed record Waiting(DateTimeOffset Since) : ContactState;

    public sealed record Offered(DateTimeOffset Since) : ContactState;

    /// <param name="ReofferAt">When it is offered again because its chat or sms console is lost; null while all is well.</param>
    public sealed record Engaged(WorkerId Worker, Fence Fence, DateTimeOffset Since, DateTimeOffset? ReofferAt) : ContactState;

    /// <param name="Until">When it ends by itself; null after high or imminent.</param>
    public sealed record WrapUp(WorkerId Worker, Fence Fence, DateTimeOffset Since, DateTimeOffset? Until, Outcome Outcome) : ContactState;

    /// <param name="Worker">Who held it last; null when nobody did.</param>
    public sealed record Closed(WorkerId? Worker, DateTimeOffset At, Outcome Outcome) : ContactState;

    /// <param name="Reason">hung_up, quick_exit, resolved or forced.</param>
    public sealed record Abandoned(DateTimeOffset At, string Reason) : ContactState;
}
