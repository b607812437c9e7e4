namespace Hotline.Contracts;

/// <summary>What a console may ask of the floor. Each method states its policy; commands carry an id and may be sent again.</summary>
public interface IConsoleHub
{
    /// <summary>First call of every connection: says who is there, presents claims, starts the desk push. Operators and supervisors.</summary>
    Task<Receipt> Join(JoinConsole join);

    /// <summary>The console's answer to a beat; renews the worker's lease.</summary>
    Task Answer(long beat);

    /// <summary>The offer is on the screen.</summary>
    Task<Receipt> ShowOffer(OfferOrder order);
    Task<Receipt> AcceptOffer(OfferOrder order);
    Task<Receipt> DeclineOffer(OfferOrder order);
    Task<Receipt> TakeLastCall(ContactOrder order);

    /// <summary>Where the line allows it: engages the first waiting contact this worker may take, whatever the presence but off duty.</summary>
    Task<Receipt> PullNext(PullOrder order);

    /// <summary>Own presence: Available, Break (reason) or OffDuty. From NotResponding, Available means "I'm here".</summary>
    Task<Receipt> SetPresence(PresenceOrder order);

    /// <summary>Nobody answered the desk's question: not responding, unless something is offered or held. Any sign ends it: Available.</summary>
    Task<Receipt> MarkIdle(IdleOrder order);

    Task<Receipt> AssessContact(AssessOrder order);

    /// <summary>Whoever holds the contact, or a supervisor, sets its band; the computed one is kept beside it.</summary>
    Task<Receipt> OverrideBand(OverrideOrder order);
    Task<Receipt> EndContact(EndOrder order);
    Task<Receipt> ExtendWrapUp(ContactOrder order);
    Task<Receipt> FinishWrapUp(ContactOrder order);

    /// <summary>The holder asks somebody to take the contact over, or to help; it stays here until somebody has it.</summary>
    Task<Receipt> StartTransfer(TransferOrder order);

    /// <summary>Calls a transfer back, or puts one that is over aside.</summary>
    Task<Receipt> CancelTransfer(ContactOrder order);

    /// <summary>The holder hands over to somebody who is in the conversation.</summary>
    Task<Receipt> CompleteTransfer(BesideOrder order);
    Task<Receipt> LeaveContact(BesideOrder order);

    /// <summary>Who is beside goes on with a contact whose holder's console is lost.</summary>
    Task<Receipt> TakeUpContact(ContactOrder order);

    /// <summary>The holder gives the contact back to the queue.</summary>
    Task<Receipt> ReturnContact(ReturnOrder order);

    /// <summary>Supervisors: into an engaged contact, beside its holder.</summary>
    Task<Receipt> JoinContact(ContactOrder order);

    /// <summary>Supervisors: starts, moves (first row of the window) or stops the board push.</summary>
    Task WatchBoard(bool watch, int firstRow);

    /// <summary>Supervisors: the board without its rows, in place of what was pushed before; <see cref="WatchBoard"/> stops it as well.</summary>
    Task WatchTotals();

    /// <summary>Supervisors: moves the windows of contacts in hand and of workers.</summary>
    Task WatchRows(int firstLive, int firstWorker);
    Task<Receipt> AssignContact(SupervisorOrder order);
    Task<Receipt> RequeueContact(SupervisorOrder order);
    Task<Receipt> TakeOverContact(SupervisorOrder order);
    Task<Receipt> ForceContact(ForceOrder order);
    Task<Receipt> SetWorkerPresence(WorkerPresenceOrder order);
    Task<Receipt> AcknowledgeAlarm(string alarmId);

    /// <summary>Supervisors: diverts the queue or turns surge mode on, and back. Refused while SQL is away.</summary>
    Task<Receipt> SwitchLine(SwitchOrder order);

    /// <summary>Supervisors: a message to one worker or to all; the worker marks it read.</summary>
    Task<Receipt> SendMessage(MessageOrder order);
    Task<Receipt> ReadMessage(ReadMessageOrder order);

    /// <summary>Supervisors: a note in the shift log.</summary>
    Task<Receipt> WriteShiftNote(ShiftNoteOrder order);

    /// <summary>Supervisors, only while the floor is away: a waiting contact to a worker by hand; noted, and made so on the floor when it is back.</summary>
    Task<Receipt> HandContact(SupervisorOrder order);

    /// <summary>Supervisors: takes back what was handed by hand.</summary>
    Task<Receipt> WithdrawHand(SupervisorOrder order);

    /// <summary>The worker has the contact that was handed over by hand.</summary>
    Task<Receipt> TakeHand(ContactOrder order);
}

/// <summary>What the server sends to a console.</summary>
public interface IConsoleClient
{
    Task Desk(DeskView view);
    Task Board(BoardView view);

    /// <summary>Every 4 s; answer with <see cref="IConsoleHub.Answer"/>.</summary>
    Task Beat(long beat, DateTimeOffset serverTime);

    /// <summary>The account was disabled or signed out elsewhere; stop reconnecting and show sign-in.</summary>
    Task SignedOut(string reason);
}

/// <param name="ConsoleId">Random per browser tab.</param>
/// <param name="Claims">Signed claims of contacts this console accepted and still shows.</param>
public sealed record JoinConsole(string Line, string ConsoleId, IReadOnlyList<string> Claims);

/// <param name="CommandId">Made by <see cref="CommandIds.Next"/>; the same id sent again returns the first result.</param>
public sealed record OfferOrder(string CommandId, string ContactId, string OfferId, string Fence);

public sealed record ContactOrder(string CommandId, string ContactId, string Fence);

public sealed record PresenceOrder(string CommandId, Presence Presence, BreakReason? Reason);

/// <param name="LastSignAt">When the worker was last seen to press or move anything, in any tab; ledger time.</param>
public sealed record IdleOrder(string CommandId, DateTimeOffset LastSignAt);

public sealed record AssessOrder(string CommandId, string ContactId, string Fence, IReadOnlyList<EvidenceItem> Evidence);

public sealed record EndOrder(string CommandId, string ContactId, string Fence, Outcome Outcome);

/// <param name="WorkerId">Whom to assign to; null for requeue and take-over.</param>
/// <param name="Reason">Typed, 3–500 characters; kept in the record, never on the floor. May be empty where a take-over is free.</param>
public sealed record SupervisorOrder(string CommandId, string ContactId, string? WorkerId, string Reason);

/// <param name="Target">Waiting, Engaged (needs WorkerId), WrapUp, Closed or Abandoned.</param>
public sealed record ForceOrder(string CommandId, string ContactId, Phase Target, string? WorkerId, Outcome? Outcome, string Reason);

public sealed record WorkerPresenceOrder(string CommandId, string WorkerId, Presence Presence, BreakReason? BreakReason, string Reason);

/// <summary>The answer to a command.</summary>
/// <param name="Done">True when it took effect, now or at an earlier send of the same id.</param>
/// <param name="Refusal">Slug of the refusal, such as <c>offer_expired</c>; null when done. Consoles localise it.</param>
/// <param name="Detail">English sentence a worker can act on.</param>
/// <param name="Recorded">True when it is on disk in SQL as well.</param>
public sealed record Receipt(bool Done, long Epoch, long Sequence, string? Refusal, string? Detail, bool Recorded);

/// <summary>Command ids: unix milliseconds, a dash, 16 random hex digits. The time lets the ledger refuse ids older than its memory.</summary>
public static class CommandIds
{
    public static string Next(DateTimeOffset now) =>
        $"{now.ToUnixTimeMilliseconds()}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))}";
}
