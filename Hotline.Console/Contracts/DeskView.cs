namespace Hotline.Contracts;

/// <summary>Everything one worker's desk shows. Pushed whole on every change; the highest (Epoch, Sequence) wins.</summary>
/// <param name="ServerTime">Ledger time when the view was made; consoles derive their clock offset from it.</param>
/// <param name="Handed">Contacts handed to this worker by hand that the floor does not have yet; null means none.</param>
/// <param name="AsOf">When the floor shown was last known to be so; null while it is the living one.</param>
public sealed record DeskView(
    string Line,
    long Epoch,
    long Sequence,
    DateTimeOffset ServerTime,
    MeView Me,
    IReadOnlyList<OfferView> Offers,
    IReadOnlyList<EngagementView> Engagements,
    IReadOnlyList<QueueCount> Queue,
    IReadOnlyList<LastCallView> LastCalls,
    StoresView Stores,
    IReadOnlyList<HandedView>? Handed = null,
    DateTimeOffset? AsOf = null)
{
    /// <summary>Contacts this worker is beside; null means none.</summary>
    public IReadOnlyList<BesideView>? Beside { get; init; }

    /// <summary>What supervisors switched; here By is a name.</summary>
    public LineModeView Mode { get; init; } = LineModeView.Usual;

    /// <summary>Null where the worker may not take contacts by own choice.</summary>
    public PullView? Pull { get; init; }

    /// <summary>Messages this worker has not read, oldest first.</summary>
    public IReadOnlyList<MessageView> Messages { get; init; } = [];

    /// <summary>Hand-overs to partners this worker began, or of a contact they hold, or that wait for a second person; those that are over stay ten minutes.</summary>
    public IReadOnlyList<EscalationView> Escalations { get; init; } = [];
}

/// <summary>The worker's own state.</summary>
/// <param name="Presence">As shown: Engaged and WrapUp win over the chosen presence.</param>
/// <param name="Chosen">What applies as soon as nothing is held: Available, Break, OffDuty, or NotResponding / ConsoleLost.</param>
/// <param name="DebriefUntil">Until when nobody else ends the debrief; null when there is none, or something is still held.</param>
/// <param name="Idle">Not responding because nobody answered the desk's question: any sign of the worker ends it.</param>
/// <param name="IdleSeconds">After so long without a sign the desk asks; 0 = never.</param>
/// <param name="IdleAnswerSeconds">How long it waits for an answer.</param>
/// <param name="DebriefSeconds">How long a debrief is protected.</param>
public sealed record MeView(
    string WorkerId, string Name, Presence Presence, Presence Chosen, BreakReason? Reason, DateTimeOffset Since, int UnitsUsed, int UnitsCap,
    DateTimeOffset? DebriefUntil = null, bool Idle = false, int IdleSeconds = 0, int IdleAnswerSeconds = 60, int DebriefSeconds = 300)
{
    /// <summary>No offers before this, as after a hand-over; null when offers may come at once.</summary>
    public DateTimeOffset? QuietUntil { get; init; }
}

/// <summary>One reason of an assessment: a stable code (see triage codes), its points and who said so.</summary>
/// <param name="Code">Evidence kind such as <c>cssrs.4</c>, or a rule such as <c>safe_floor</c>; consoles localise it.</param>
/// <param name="Points">Points it adds to the score, 0–100.</param>
/// <param name="Value">yes, no, unknown, refused or a number.</param>
public sealed record ReasonView(string Code, int Points, string Value);

/// <summary>A contact put to this worker until a deadline.</summary>
/// <param name="Until">Server's deadline, ledger time.</param>
/// <param name="WhyYou">Codes such as <c>longest_idle</c>, <c>language</c>, <c>skill:youth</c>, <c>assigned</c>, <c>imminent_parallel</c>, <c>transfer_cold</c>, <c>transfer_warm</c>, <c>consult</c>.</param>
public sealed record OfferView(
    string OfferId, string ContactId, string Fence, Band Band, int Score, Channel Channel, string Language,
    DateTimeOffset ArrivedAt, DateTimeOffset OfferedAt, DateTimeOffset Until,
    IReadOnlyList<ReasonView> Reasons, IReadOnlyList<string> WhyYou, bool Shown)
{
    /// <summary>Who hands over, or asks for help, or the line it comes from; null for a contact of the queue.</summary>
    public string? From { get; init; }

    /// <summary>In Chinese, of a line; null when it is a person or nobody.</summary>
    public string? FromZh { get; init; }
}

/// <summary>A contact this worker holds, engaged or in wrap-up.</summary>
/// <param name="Claim">Signed proof of holding; presented after a reconnect.</param>
/// <param name="WrapUpUntil">When wrap-up ends by itself; null while engaged and after high or imminent.</param>
/// <param name="Basis">Grows with every new piece of evidence or text; the console reads the record again when it does.</param>
public sealed record EngagementView(
    string ContactId, string Fence, string Claim, Phase Phase, Band Band, int Score, Channel Channel, string Language,
    DateTimeOffset ArrivedAt, DateTimeOffset Since, DateTimeOffset? WrapUpUntil, IReadOnlyList<ReasonView> Reasons, long Basis = 0,
    ComputedView? Computed = null, OverrideView? Override = null)
{
    /// <summary>A hand-over in the making, or one that waits for a choice; null when there is none.</summary>
    public TransferView? Transfer { get; init; }

    /// <summary>Who is in the conversation beside this worker; null means nobody.</summary>
    public IReadOnlyList<ParticipantView>? Beside { get; init; }
}

/// <summary>A contact a supervisor handed to this worker by hand while the floor was away.</summary>
/// <param name="TakenAt">When the worker said that they have it; null before.</param>
public sealed record HandedView(
    string ContactId, string HandedBy, DateTimeOffset HandedAt, DateTimeOffset? TakenAt, Band Band, int Score, Channel Channel, string Language,
    DateTimeOffset ArrivedAt, IReadOnlyList<ReasonView> Reasons);

/// <summary>How many wait in a band, and since when the longest does (null when none).</summary>
public sealed record QueueCount(Band Band, int Waiting, DateTimeOffset? LongestSince, int TargetSeconds);

/// <summary>A contact nobody eligible is left for; any signed-in worker may take it.</summary>
public sealed record LastCallView(string ContactId, Band Band, Channel Channel, string Language, DateTimeOffset ArrivedAt, IReadOnlyList<ReasonView> Reasons);

/// <summary>Health of the stores as the consoles need it.</summary>
/// <param name="Degraded">True when something does not work as it should.</param>
/// <param name="What">Codes: <c>ledger</c>, <c>records</c>, <c>recorder_lag</c>, <c>restoring</c>.</param>
public sealed record StoresView(bool Degraded, IReadOnlyList<string> What);
