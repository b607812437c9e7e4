using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Recording;

/// <summary>What a recorder did in one step.</summary>
internal enum RecorderStep { Recorded, Idle, Restored }

/// <summary>Records one line: the next batch, or a new epoch when floor and record no longer fit. Holds no lock; SQL's compare-and-set does.</summary>
internal sealed class LineRecorder(
    LineId line, JournalReader reader, IJournalRecord record, IEpochLog epochs, RestoreFloor restore, IFloorAdoption adopt)
{
    private RecordPoint? point;

    /// <summary>Up to where this node knows the line recorded; null before the first look.</summary>
    public RecordPoint? Point => point;

    /// <summary>Another node may have recorded meanwhile: read again where the record stands.</summary>
    public void Forget() => point = null;

    /// <summary>One step. <paramref name="recorded"/> is told of every batch that is in SQL.</summary>
    /// <param name="restored">Told of every new epoch.</param>
    public async Task<RecorderStep> StepAsync(
        Action<RecordPoint, IReadOnlyList<JournalEntry>> recorded, Action<LineId, string, RestoreFloor.Outcome> restored, CancellationToken cancel)
    {
        point ??= await epochs.FindAsync(line, cancel);
        switch (await reader.LookAsync(line, point, cancel))
        {
            case JournalLook.Next next:
                var moved = await record.RecordAsync(point!, next.Entries, cancel);
                point = moved;
                if (moved is not null) recorded(moved, next.Entries);
                return RecorderStep.Recorded;
            case JournalLook.Broken broken:
                point = null;
                var outcome = await restore.RestoreAsync(line, cancel);
                if (!outcome.Restored) return RecorderStep.Idle;
                point = outcome.Point;
                recorded(point!, []);
                restored(line, broken.Why, outcome);
                return RecorderStep.Restored;
            case JournalLook.SqlBehind behind:
                point = await adopt.AdoptAsync(line, point, behind.Epoch, cancel);
                return RecorderStep.Idle;
            default:
                return RecorderStep.Idle;
        }
    }
}
