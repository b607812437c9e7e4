using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>How far SQL has the journal of each line.</summary>
public interface IRecordedProgress
{
    /// <summary>True once the entry is in SQL; false when <paramref name="most"/> passed or its epoch is over without it.</summary>
    Task<bool> RecordedAsync(JournalEntry entry, TimeSpan most, CancellationToken cancel);

    /// <summary>Journal entries not yet in SQL, and how long the oldest waits.</summary>
    (long Entries, TimeSpan Age) Lag(LineId line);
}
