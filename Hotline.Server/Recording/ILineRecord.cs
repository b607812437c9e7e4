using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>The epochs of a line in SQL. A mint fences every recorder and restorer of the epoch before.</summary>
internal interface IEpochLog
{
    /// <summary>Where the record of the current epoch stands; null for a line that never had one.</summary>
    Task<RecordPoint?> FindAsync(LineId line, CancellationToken cancel);

    /// <summary>Where the record of a finished epoch stands; null when it is none of SQL's.</summary>
    Task<RecordPoint?> FindFinishedAsync(LineId line, long epoch, long current, CancellationToken cancel);

    /// <summary>Begins the next epoch by compare-and-set; null when somebody else moved the record since it was read.</summary>
    /// <param name="atLeast">The new epoch is above this one as well: Redis may know later ones than SQL.</param>
    Task<RecordPoint?> MintAsync(LineId line, RecordPoint? from, long atLeast, string why, CancellationToken cancel);
}

/// <summary>Journal entries into SQL.</summary>
internal interface IJournalRecord
{
    /// <summary>The new point; null when the record has moved on without us.</summary>
    Task<RecordPoint?> RecordAsync(RecordPoint from, IReadOnlyList<JournalEntry> entries, CancellationToken cancel);
}

/// <summary>What SQL has of a line's floor, as values to begin an epoch with.</summary>
internal interface IRecordedFloor
{
    Task<(IReadOnlyList<Contact> Contacts, IReadOnlyList<Worker> Workers, IReadOnlyList<Escalation> Escalations)> ReadAsync(LineId line, CancellationToken cancel);
}

/// <summary>A record that begins again with the floor as it is.</summary>
internal interface IFloorAdoption
{
    /// <summary>The point from which to record on; null when it could not be adopted now.</summary>
    Task<RecordPoint?> AdoptAsync(LineId line, RecordPoint? from, long epoch, CancellationToken cancel);
}
