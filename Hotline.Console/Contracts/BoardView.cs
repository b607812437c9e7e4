namespace Hotline.Contracts;

/// <summary>The supervisor's board: totals, the visible window of the queue (at most 100 rows), workers and alarms. Coalesced to 4 a second; latest wins.</summary>
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
    DateTimeOffset? AsOf = null);

/// <param name="InTarget15">Share 0–1 answered within target in the last 15 minutes; null when none was answered.</param>
/// <param name="InTargetShift">The same for the last 8 hours.</param>
public sealed record BoardTotals(
    IReadOnlyList<QueueCount> Waiting, double? InTarget15, double? InTargetShift,
    int AnsweredShift, int AbandonedShift, int OffersExpiredShift,
    IReadOnlyList<PresenceCount> Presences);

public sealed record PresenceCount(Presence Presence, int Workers);

/// <summary>A waiting or offered contact in true rank order (1 = next).</summary>
/// <param name="Why">The arithmetic of the rank: why this row stands where it stands.</param>
/// <param name="Stuck">Null, or why nobody on duty can take it: <c>none_on_duty</c>, <c>language</c>, <c>skill:x</c>, <c>channel</c>, <c>all_declined</c>, <c>all_busy</c>.</param>
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
    int HighRiskThisShift, DateTimeOffset? LastSeen, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills);

/// <summary>Something a supervisor must know. Kind: <c>imminent_waiting</c>, <c>target_missed</c>, <c>unstaffed</c>, <c>console_lost</c>, <c>store_degraded</c>, <c>last_call</c>, <c>intake_warning</c>, <c>double_claim</c>, <c>floor_mended</c>, <c>record_mended</c>, <c>dispatch_late</c>, <c>inbox_stuck</c>, <c>hand_unreconciled</c>.</summary>
public sealed record AlarmView(string AlarmId, string Kind, DateTimeOffset At, string? ContactId, string? WorkerId, bool Acknowledged, string? AcknowledgedBy);
