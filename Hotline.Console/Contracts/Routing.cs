namespace Hotline.Contracts;

/// <summary>How a line searches, keeps and alarms; GET/PUT <c>/api/v1/admin/lines/{id}/routing</c>. Holds at once on every node, without a restart.</summary>
/// <param name="RingSeconds">When each further ring of the search opens, counted from the arrival, ascending, at most 6: every ring drops the least wish left, the last one all.</param>
/// <param name="WishesHoldUpTo">Above this band a wish holds nothing back, it only says who comes first.</param>
/// <param name="PreferredSeconds">How long a contact is kept for the worker it prefers; 0 = never kept, only put first.</param>
/// <param name="PreferredDays">How long ago the last contact may be for its worker to be preferred; 0 = the last worker is not.</param>
/// <param name="PreferredUpTo">Above this band nobody is waited for.</param>
/// <param name="Levels">Least level of a worker for a band; a band without one: anybody.</param>
/// <param name="LanguageLevel">Least level in the contact's language, 1–5.</param>
/// <param name="Reserve">So many free seniors are kept for imminent contacts; 0 = none.</param>
/// <param name="UnitCap">Units of chat and sms together; a call is always exclusive.</param>
/// <param name="ParallelOffers">How many workers an imminent contact is offered to at once.</param>
/// <param name="ExcludeSeconds">How long who declined or missed a contact is not asked again for it, unless nobody else can.</param>
/// <param name="PullNext">Operators may take the next contact themselves.</param>
/// <param name="TakeOverFreeSeconds">So long after an answer a take-over needs no typed reason.</param>
/// <param name="TransferSeconds">How long somebody is sought for a hand-over.</param>
/// <param name="IdleMinutes">After so long without a sign of the worker the desk asks; 0 = never.</param>
/// <param name="Version">The line's, for optimistic concurrency.</param>
public sealed record RoutingView(
    string Line, IReadOnlyList<int> RingSeconds, Band WishesHoldUpTo, int PreferredSeconds, int PreferredDays, Band PreferredUpTo,
    IReadOnlyList<BandLevel> Levels, int LanguageLevel, int Reserve, int SeniorLevel, int ReserveYieldsSeconds,
    int ChatUnits, int SmsUnits, int UnitCap, int ParallelOffers, int ExcludeSeconds,
    bool PullNext, int TakeOverFreeSeconds, int TransferSeconds, int IdleMinutes, int DebriefMinutes,
    SurgeView Surge, ThresholdsView Thresholds, int Version)
{
    /// <summary>What holds on a line nobody has set anything for.</summary>
    public static RoutingView Defaults(string line) => new(
        line, [15, 30, 60], Band.High, 30, 14, Band.Moderate, [], 1, 0, 3, 120, 1, 1, 2, 3, 600, false, 20, 60, 30, 5,
        new SurgeView(20, null, true), new ThresholdsView(0, 0, 20, 10, 2), 0);
}

/// <summary>Workers of at least this level (1–5) may take the band.</summary>
public sealed record BandLevel(Band Band, int Level);

/// <summary>What surge mode changes, all at once.</summary>
/// <param name="OverflowLine">A number that whoever waits is told instead of the line's; null = the line's.</param>
/// <param name="LiftReserve">No seniors are kept back meanwhile.</param>
public sealed record SurgeView(int WrapUpSeconds, string? OverflowLine, bool LiftReserve);

/// <summary>When the board alarms, and when an age turns red.</summary>
/// <param name="MinimumStaff">Fewer on duty than this is an alarm; 0 = never.</param>
/// <param name="QueueLength">More waiting than this is an alarm; 0 = never.</param>
/// <param name="BreakMinutes">Of a break; a meal may last twice as long. Training, supervision and documentation are planned, a debrief is protected: none of them alarms.</param>
public sealed record ThresholdsView(int MinimumStaff, int QueueLength, int BreakMinutes, int WrapUpMinutes, int NotRespondingMinutes)
{
    /// <summary>How long a worker may be in a state; null = any length is fine.</summary>
    public int? LongestMinutes(Presence presence, BreakReason? reason) => (presence, reason) switch
    {
        (Presence.WrapUp, _) => WrapUpMinutes,
        (Presence.NotResponding, _) => NotRespondingMinutes,
        (Presence.Break, BreakReason.Break) => BreakMinutes,
        (Presence.Break, BreakReason.Meal) => 2 * BreakMinutes,
        _ => null,
    };
}

/// <summary>What supervisors switched on a line. Null: not on.</summary>
public sealed record LineModeView(SwitchView? Diverted, SwitchView? Surge)
{
    public static readonly LineModeView Usual = new(null, null);
}

/// <param name="By">Worker id of the supervisor; a name where a person reads it.</param>
public sealed record SwitchView(string By, DateTimeOffset At);
