namespace Hotline.Contracts;

/// <summary>What supervisors switch on a line by hand.</summary>
public enum LineSwitch { Divert, Surge }

/// <summary>Turns a switch on or off; a switch that stands so already stays as it is.</summary>
/// <param name="Reason">Typed, 3–500 characters; kept sealed in the shift log.</param>
public sealed record SwitchOrder(string CommandId, LineSwitch Switch, bool On, string Reason);

/// <summary>The order of a worker who takes the next contact without waiting for an offer.</summary>
public sealed record PullOrder(string CommandId);

/// <summary>What a worker may take by own choice.</summary>
/// <param name="Waiting">How many wait for this worker, at most <see cref="Most"/>.</param>
public sealed record PullView(int Waiting)
{
    /// <summary>Counted no further.</summary>
    public const int Most = 50;
}

/// <summary>A supervisor's message.</summary>
/// <param name="WorkerId">Null: everybody on the line.</param>
/// <param name="Text">1–500 characters.</param>
public sealed record MessageOrder(string CommandId, string? WorkerId, string Text)
{
    public const int Longest = 500;
}

public sealed record ReadMessageOrder(string CommandId, string MessageId);

/// <summary>A message on the desk of a worker who has not read it yet.</summary>
public sealed record MessageView(string MessageId, string FromName, DateTimeOffset At, bool ToAll, string Text);

/// <summary>A message as the supervisors see it.</summary>
/// <param name="ToName">Null: everybody on the line.</param>
public sealed record SentMessageView(string MessageId, string FromName, string? ToName, DateTimeOffset At, string Text, IReadOnlyList<string> ReadBy);

/// <summary>A supervisor's own line in the shift log.</summary>
/// <param name="Text">1–2000 characters.</param>
public sealed record ShiftNoteOrder(string CommandId, string Text)
{
    public const int Longest = 2000;
}

/// <summary>One shift of the log, newest first; GET <c>/api/v1/console/shift-log?ago=0</c>. A shift is eight hours of the line's wall clock, from 0, 8 and 16 o'clock.</summary>
/// <param name="Ago">0 = the shift that runs, 1 = the one before, …</param>
/// <param name="IsCut">There was more than fits; the oldest is left out.</param>
public sealed record ShiftLogView(string Line, string TimeZone, int Ago, DateTimeOffset From, DateTimeOffset Until, bool IsCut, IReadOnlyList<ShiftLogEntry> Entries);

/// <param name="Kind">An event's name, or alarm_raised, alarm_acknowledged, diverted, returned, surge_on, surge_off, note, order, handed or epoch.</param>
/// <param name="Detail">A code that <paramref name="Kind"/> does not say; never free text.</param>
/// <param name="ByName">Who did it.</param>
/// <param name="WorkerName">Whom it is about.</param>
/// <param name="Text">A note, or the typed reason.</param>
public sealed record ShiftLogEntry(DateTimeOffset At, ShiftLogGroup Group, string Kind, string? Detail, string? ContactId, string? ByName, string? WorkerName, string? Text);

/// <summary>What the shift log is filtered by.</summary>
public enum ShiftLogGroup { Contacts, Staff, Alarms, Switches, Notes, System }
