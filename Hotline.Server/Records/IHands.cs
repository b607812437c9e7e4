using Hotline.Server.Floor;

namespace Hotline.Server.Records;

/// <summary>A contact handed to a worker by hand, not yet settled with the floor.</summary>
/// <param name="Command">The supervisor's order; the floor gets it under the same id.</param>
/// <param name="TakenAt">When the worker said that they have it; null before.</param>
public sealed record Hand(CommandId Command, ContactId Contact, WorkerId Worker, WorkerId By, DateTimeOffset At, DateTimeOffset? TakenAt);

public enum HandAnswer { Handed, HandedBefore, HandedToAnother }

/// <summary>What supervisors hand over by hand while Redis is away. Every change is in the line's audit chain. Throws <see cref="RecordsUnavailableException"/>.</summary>
public interface IHands
{
    /// <summary>Keeps the hand and its sealed reason. A contact has one open hand at most.</summary>
    Task<HandAnswer> PutAsync(LineId line, Hand hand, string reason, CancellationToken cancel);

    /// <summary>True when this order was kept before, settled or not.</summary>
    Task<bool> IsKnownAsync(CommandId command, CancellationToken cancel);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Hand>> OpenAsync(LineId line, CancellationToken cancel);

    /// <summary>The worker has it; false when it is not handed to this worker.</summary>
    Task<bool> TakeAsync(LineId line, ContactId contact, WorkerId worker, DateTimeOffset at, CancellationToken cancel);

    /// <summary>False when there is nothing to withdraw.</summary>
    Task<bool> WithdrawAsync(LineId line, ContactId contact, CommandId order, WorkerId by, string reason, DateTimeOffset at, CancellationToken cancel);

    /// <param name="result"><c>engaged</c>, or the slug of why the floor refused it.</param>
    Task SettleAsync(LineId line, Hand hand, string result, DateTimeOffset at, CancellationToken cancel);
}
