using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>Pseudonymous id of a hand-over to emergency partners; derived from the command that began it.</summary>
public readonly record struct EscalationId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A partner's slug.</summary>
public readonly record struct PartnerId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Where a hand-over stands. Held: a second person is waited for. Unanswered: the chain is at its end, a person must act. Closed and Cancelled are final once nothing is left to do.</summary>
public enum EscalationStep { Held, Submitted, Delivered, Accepted, Dispatched, EnRoute, OnScene, ContactMade, GoneOnArrival, Transported, Closed, Unanswered, Cancelled }

public enum PartnerReport { Accepted, Rejected, Dispatched, EnRoute, OnScene, ContactMade, GoneOnArrival, Transported, Closed }

public enum RejectReason { OutOfArea, NoUnits, WrongKind, Duplicate, NotEnough, Other }

public enum Disposition { Helped, TakenToHospital, LeftSafe, NotFound, RefusedHelp, Deceased, NoActionNeeded, Other }

public enum PartnerDelivery { Webhook, Desk, Voice }

public enum LinkState { Ahead, Asked, Delivered, Accepted, Rejected, Unanswered, Failed, Withdrawn, Closed }

public enum CancelState { None, Asked, Agreed, Declined }

public enum SaidKind { Question, Answer, Note }

/// <summary>What a message to a partner is about.</summary>
public enum ParcelKind { Submit, Update, Withdraw, Cancel, Message }

/// <summary>A partner to ask, as it was set when the chain was made.</summary>
/// <param name="AnswerWithin">Half of it and it is asked again, all of it and the next is asked.</param>
public sealed record PartnerTarget(PartnerId Partner, PartnerDelivery Delivery, TimeSpan AnswerWithin);

/// <summary>One partner of a chain and what became of it.</summary>
/// <param name="Partner">May stand in a chain more than once.</param>
public sealed record ChainLink(PartnerId Partner, PartnerDelivery Delivery, TimeSpan AnswerWithin)
{
    public LinkState State { get; init; } = LinkState.Ahead;
    public DateTimeOffset? AskedAt { get; init; }
    public DateTimeOffset? AnswerUntil { get; init; }

    /// <summary>When it is asked once more; null when it will not be.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>How often it was asked.</summary>
    public int Asks { get; init; }

    /// <summary>Version of the form it was asked with.</summary>
    public int Version { get; init; }

    /// <summary>Highest version of the form that has reached it, or may have; 0 = none.</summary>
    public int Told { get; init; }

    /// <summary>Up to which of them the disclosure log has it.</summary>
    public int Logged { get; init; }

    /// <summary>The partner's own number: letters, digits and ./_- only.</summary>
    public string? Number { get; init; }
    public RejectReason? Reason { get; init; }

    /// <summary>Code of the last failed delivery.</summary>
    public string? Fault { get; init; }

    [JsonIgnore]
    public bool IsOpen => State is LinkState.Asked or LinkState.Delivered;
}

/// <summary>A message on its way to a partner's webhook. Its key is the same over all tries.</summary>
/// <param name="Link">Index in the chain.</param>
/// <param name="Part">Version of the form, or number of the message; 0 where neither matters.</param>
public sealed record OutParcel(ParcelKind Kind, int Link, int Part, DateTimeOffset DueAt, DateTimeOffset GiveUpAt, int Tries = 0)
{
    [JsonIgnore]
    public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(Kind.ToString()[0])}{Link}.{Part}");
}

/// <summary>A question, an answer or a note. The words are in the record, under the command that brought them.</summary>
/// <param name="Partner">Who said it; null = this side.</param>
public sealed record Said(SaidKind Kind, PartnerId? Partner, CommandId Text, DateTimeOffset At);

/// <summary>A hand-over to emergency partners, as the floor knows it. It never takes the contact from its worker.</summary>
public sealed record Escalation
{
    public required EscalationId Id { get; init; }
    public required ContactId Contact { get; init; }
    public required Band Band { get; init; }

    /// <summary>Who began it.</summary>
    public required WorkerId By { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public required EscalationStep Step { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required ImmutableArray<ChainLink> Chain { get; init; }

    /// <summary>The partner that is asked, or has it; -1 before the first.</summary>
    public int At { get; init; } = -1;

    /// <summary>Commands whose records hold the form, oldest first: the version is their count.</summary>
    public ImmutableArray<CommandId> Forms { get; init; } = [];

    /// <summary>From when the worker may go on without a second person; null when none is asked for.</summary>
    public DateTimeOffset? ConfirmFrom { get; init; }
    public WorkerId? Second { get; init; }

    /// <summary>The worker went on alone, with a typed reason.</summary>
    public bool WentAlone { get; init; }

    /// <summary>By when it is to be said whether help reached the person; null before anybody accepted.</summary>
    public DateTimeOffset? ReachDueAt { get; init; }
    public bool? Reached { get; init; }
    public CancelState Cancel { get; init; }
    public DateTimeOffset? CancelAskedAt { get; init; }
    public Disposition? Disposition { get; init; }
    public ImmutableArray<Said> Said { get; init; } = [];
    public ImmutableArray<OutParcel> Outbox { get; init; } = [];

    /// <summary>Messages that could not be delivered at all.</summary>
    public int GivenUp { get; init; }

    /// <summary>When nothing was left to do; null before.</summary>
    public DateTimeOffset? OverAt { get; init; }

    [JsonIgnore]
    public ChainLink? Current => At >= 0 && At < Chain.Length ? Chain[At] : null;

    /// <summary>A partner has it.</summary>
    [JsonIgnore]
    public bool IsTaken => Step is >= EscalationStep.Accepted and <= EscalationStep.Transported;

    /// <summary>Questions of the partner that nobody has answered.</summary>
    [JsonIgnore]
    public int OpenQuestions => Math.Max(0, Said.Count(one => one is { Kind: SaidKind.Question, Partner: not null }) - Said.Count(one => one is { Kind: SaidKind.Answer, Partner: null }));

    /// <summary>When the oldest of them was asked.</summary>
    [JsonIgnore]
    public DateTimeOffset? AskedSince => OpenQuestions is > 0 and var open ? Said.Where(one => one is { Kind: SaidKind.Question, Partner: not null }).Reverse().Take(open).Last().At : null;

    /// <summary>When a partner's time is up next; null when no partner is waited for.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => Current is { IsOpen: true } link ? link.RetryAt < link.AnswerUntil ? link.RetryAt : link.AnswerUntil : null;
}
