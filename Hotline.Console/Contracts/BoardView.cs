namespace Hotline.Contracts;

/// <summary>The supervisor's board: totals, the visible windows of the queue (at most 100 rows), of contacts in hand and of workers (at most 50 each), and alarms. Coalesced to 4 a second; latest wins.</summary>
/// <param name="AsOf">When the floor shown was last known to be so; null while it is the living one. Then the queue holds the inbox as well.</param>
public sealed record BoardView(
    string Line,
    long Epoch,
    long Sequence,
    DateTimeOffset ServerTime,
    BoardTotals Totals,
    int QueueLength,
    int FirstRow,
    IReadOnlyList<QueueRow> Queue,
    IReadOnlyList<LiveContactRow> Live,
    IReadOnlyList<WorkerRow> Workers,
    IReadOnlyList<AlarmView> Alarms,
    StoresView Stores,
    DateTimeOffset? AsOf = null,
    WindowView? LiveWindow = null,
    WindowView? WorkersWindow = null)
{
    /// <summary>What supervisors switched; here By is a name.</summary>
    public LineModeView Mode { get; init; } = LineModeView.Usual;

    /// <summary>When the line alarms; null on a board of an older server.</summary>
    public ThresholdsView? Thresholds { get; init; }

    /// <summary>The newest messages of the last twelve hours, newest first.</summary>
    public IReadOnlyList<SentMessageView> Messages { get; init; } = [];

    /// <summary>False where only totals, alarms and states were asked for: then no list holds a row, however many there are.</summary>
    public bool HasRows { get; init; } = true;

    /// <summary>Somebody who is asked while the queue is diverted is there.</summary>
    public bool HasSupervisor { get; init; }

    /// <summary>Hand-overs to partners, what needs a person first, at most 50.</summary>
    public IReadOnlyList<EscalationView> Escalations { get; init; } = [];

    /// <summary>How many are open in all.</summary>
    public int OpenEscalations { get; init; }
}

/// <summary>Which rows of how many a list holds.</summary>
public sealed record WindowView(int First, int Total);

/// <param name="InTarget15">Share 0–1 answered within target in the last 15 minutes; null when none was answered.</param>
/// <param name="InTargetShift">The same for the last 8 hours.</param>
public sealed record BoardTotals(
    IReadOnlyList<QueueCount> Waiting, double? InTarget15, double? InTargetShift,
    int AnsweredShift, int AbandonedShift, int OffersExpiredShift,
    IReadOnlyList<PresenceCount> Presences, IReadOnlyList<BandForecast>? Forecasts = null);

/// <summary>What the next help seeker of a band would be told, and how wrong it was what others were told. Imminent has none.</summary>
/// <param name="Expected">Seconds; null when nothing honest can be said.</param>
/// <param name="Range">What is told; null with <paramref name="Expected"/>.</param>
/// <param name="Judged">Answered contacts of the last 8 hours that had been told something.</param>
/// <param name="MedianError">Median of how far wait and estimate lay apart, seconds; null of none.</param>
/// <param name="InRange">Share 0–1 answered within the range they were told.</param>
public sealed record BandForecast(Band Band, int? Expected, ExpectedWaitView? Range, int Judged, int? MedianError, double? InRange);

public sealed record PresenceCount(Presence Presence, int Workers);

/// <summary>A waiting or offered contact in true rank order (1 = next).</summary>
/// <param name="Why">The arithmetic of the rank: why this row stands where it stands.</param>
/// <param name="Stuck">Null, or why nobody on duty can take it: <c>none_on_duty</c>, <c>diverted</c>, <c>language</c>, <c>skill:x</c>, <c>channel</c>, <c>level</c>, <c>unwanted</c>, <c>all_declined</c>; or what it waits for: <c>all_busy</c>, <c>wish:x</c>, <c>preferred</c>, <c>reserve</c>.</param>
/// <param name="InInbox">In the inbox only: it came while the floor was away.</param>
/// <param name="Handed">To whom it was handed by hand; null when to nobody.</param>
public sealed record QueueRow(
    int Place, string ContactId, Phase Phase, Band Band, int Score, Channel Channel, string Language,
    IReadOnlyList<string> Skills, DateTimeOffset ArrivedAt, int TargetSeconds, int OffersTried,
    IReadOnlyList<ReasonView> Reasons, RankView Why, string? Stuck, IReadOnlyList<string> OfferedTo, bool LastCall,
    bool InInbox = false, HandedTo? Handed = null);

/// <summary>Who was handed a waiting contact by hand, by whom, and since when they say that they have it (null = not yet).</summary>
public sealed record HandedTo(string WorkerId, string WorkerName, string HandedBy, DateTimeOffset HandedAt, DateTimeOffset? TakenAt);

/// <summary>Rank = tier × 2^45 + arrivedAt (ms) − credit (ms). Lower is earlier. Sent as strings: beyond JavaScript's safe integers by sum.</summary>
public sealed record RankView(int Tier, string ArrivedAtMs, string CreditMs, string Rank);

/// <summary>An engaged or wrap-up contact.</summary>
public sealed record LiveContactRow(
    string ContactId, Phase Phase, Band Band, int Score, Channel Channel, string Language,
    string WorkerId, string WorkerName, DateTimeOffset ArrivedAt, DateTimeOffset Since, bool HolderLost)
{
    public TransferView? Transfer { get; init; }

    /// <summary>Who is in the conversation beside the holder; null means nobody.</summary>
    public IReadOnlyList<ParticipantView>? Beside { get; init; }

    /// <summary>Until then a take-over needs no typed reason; null when it always does.</summary>
    public DateTimeOffset? FreeUntil { get; init; }
}

/// <param name="LastSeen">Last answered beat; null when no console is signed in.</param>
public sealed record WorkerRow(
    string WorkerId, string Name, Presence Presence, BreakReason? Reason, DateTimeOffset Since, int UnitsUsed, int UnitsCap,
    int HighRiskThisShift, DateTimeOffset? LastSeen, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills)
{
    /// <summary>Asked while the queue is diverted.</summary>
    public bool Supervisor { get; init; }
}

/// <summary>Something a supervisor must know. Kind: <c>imminent_waiting</c>, <c>target_missed</c>, <c>unstaffed</c>, <c>console_lost</c>, <c>store_degraded</c>, <c>last_call</c>, <c>intake_warning</c>, <c>double_claim</c>, <c>floor_mended</c>, <c>record_mended</c>, <c>dispatch_late</c>, <c>inbox_stuck</c>, <c>hand_unreconciled</c>, <c>understaffed</c>, <c>queue_long</c>, <c>presence_long</c>, <c>diverted</c>, <c>partner_unanswered</c>, <c>escalation_held</c>, <c>went_alone</c>, <c>reach_unconfirmed</c>, <c>partner_question</c>, <c>cancel_unanswered</c>, <c>message_undelivered</c>.</summary>
public sealed record AlarmView(string AlarmId, string Kind, DateTimeOffset At, string? ContactId, string? WorkerId, bool Acknowledged, string? AcknowledgedBy, string? WorkerName = null)
{
    /// <summary>0 = the gravest: somebody is in danger now; 1 = nobody may be there for them; 2 = the rest; 3 = what somebody did on purpose.</summary>
    public static int GravityOf(string kind) => kind switch
    {
        "imminent_waiting" or "partner_unanswered" => 0,
        "escalation_held" or "reach_unconfirmed" or "partner_question" or "message_undelivered" or "console_lost" or "double_claim" or "hand_unreconciled" or "unstaffed" or "inbox_stuck" => 1,
        "diverted" => 3,
        _ => 2,
    };

    /// <summary>Said, but not sounded: what somebody did on purpose.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsQuiet => Kind == "diverted";
}
