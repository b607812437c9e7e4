using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Where a line's journal stands.</summary>
/// <param name="Tag">Tag of the entry at <paramref name="Sequence"/>; of the epoch itself when that is 0.</param>
/// <param name="Restarted">Redis was restarted, or another one promoted, since the floor was published: it may have lost what it said it had.</param>
public sealed record LineHead(long Epoch, long Sequence, string Tag, bool Restarted = false);

/// <summary>What the recorder and the replicas read.</summary>
public interface IJournal
{
    /// <summary>Null when the line has no floor: its meta key is missing, or the floor was closed.</summary>
    Task<LineHead?> HeadAsync(LineId line, CancellationToken cancel);

    /// <summary>The same, of a closed floor as well: what is left to record.</summary>
    Task<LineHead?> LastHeadAsync(LineId line, CancellationToken cancel);

    /// <summary>Entries <paramref name="from"/> … from+count−1; null where one is missing.</summary>
    Task<IReadOnlyList<JournalEntry?>> ReadAsync(LineId line, long epoch, long from, int count, CancellationToken cancel);

    /// <summary>What came sealed with these entries, in their order; null where there is nothing (any more).</summary>
    Task<IReadOnlyList<string?>> ReadSealedAsync(LineId line, long epoch, IReadOnlyList<long> sequences, CancellationToken cancel);

    /// <summary>Drops what came sealed with entries recorded in SQL, and the entries themselves but for the last 10,000, with the command ids they remember.</summary>
    Task TrimAsync(LineId line, long epoch, long recordedUpTo, CancellationToken cancel);
}

/// <summary>Builds a floor under the keys of a new epoch and makes it the current one with one write.</summary>
public interface IFloorPublisher
{
    /// <summary>False when the line's epoch is no longer <paramref name="replaces"/> (0 = none): somebody else restored it.</summary>
    Task<bool> PublishAsync(LineId line, long replaces, long epoch, string tag, IReadOnlyCollection<Contact> contacts, IReadOnlyCollection<Worker> workers, IReadOnlyCollection<Escalation> escalations, CancellationToken cancel);

    /// <summary>Refuses commits to this epoch of the line until the next publish; used while a floor is given up for a new epoch.</summary>
    Task CloseAsync(LineId line, long epoch, CancellationToken cancel);
}

/// <summary>What this node has seen of the journals lately: it outlives a Redis that forgets.</summary>
public interface IRecentEntries
{
    /// <summary>Entries after the sequence in order, at most <paramref name="most"/>; empty when they are not remembered from there on.</summary>
    IReadOnlyList<JournalEntry> After(LineId line, long epoch, long sequence, int most);

    /// <summary>The last epoch seen here; 0 before the first.</summary>
    long LastEpoch(LineId line);

    /// <summary>What a commit of this node carried; null when it was another's, or is forgotten.</summary>
    string? SealedOf(LineId line, long epoch, long sequence);
}

/// <summary>A lease in Redis: an optimisation that keeps work in one place. Correctness never rests on it.</summary>
public interface ILeases
{
    /// <summary>Takes or renews. True while this node holds it.</summary>
    Task<bool> HoldAsync(LineId line, string name, TimeSpan life, CancellationToken cancel);

    Task ReleaseAsync(LineId line, string name, CancellationToken cancel);
}
