using System.Security.Cryptography;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>The epochs of a line in SQL. A mint fences every recorder and restorer of the epoch before.</summary>
internal sealed class EpochLog(RecordsStore store, TimeProvider time) : IEpochLog
{
    /// <summary>Where the record of the current epoch stands; null for a line that never had one.</summary>
    public Task<RecordPoint?> FindAsync(LineId line, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        var row = await db.Watermarks.FirstOrDefaultAsync(row => row.Line == line.Value, cancel);
        return row is null ? null : new RecordPoint(line, row.Epoch, row.Sequence, row.Tag, row.Epoch);
    }, cancel);

    /// <summary>Where the record of a finished epoch stands; null when it is none of SQL's.</summary>
    public Task<RecordPoint?> FindFinishedAsync(LineId line, long epoch, long current, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        var row = await db.Epochs.FirstOrDefaultAsync(row => row.Line == line.Value && row.Epoch == epoch, cancel);
        return row is null ? null : new RecordPoint(line, row.Epoch, row.Sequence, row.Tag, current);
    }, cancel);

    /// <summary>Begins the next epoch by compare-and-set; null when somebody else moved the record since it was read.</summary>
    /// <param name="atLeast">The new epoch is above this one as well: Redis may know later ones than SQL.</param>
    public async Task<RecordPoint?> MintAsync(LineId line, RecordPoint? from, long atLeast, string why, CancellationToken cancel)
    {
        var epoch = Math.Max(from?.Epoch ?? 0, atLeast) + 1;
        var minted = new RecordPoint(line, epoch, 0, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), epoch);
        return await MoveAsync(from, minted, why, _ => Task.CompletedTask, cancel) ? minted : null;
    }

    /// <summary>Moves the watermark to another epoch with whatever must be written beside it; false when it was moved before.</summary>
    public async Task<bool> MoveAsync(RecordPoint? from, RecordPoint to, string why, Func<RecordsDb, Task> beside, CancellationToken cancel)
    {
        try
        {
            return await store.OnceAsync(async db =>
            {
                if (from is null)
                {
                    db.Watermarks.Add(new WatermarkRow { Line = to.Line.Value, Epoch = to.Epoch, Sequence = to.Sequence, Tag = to.Tag });
                }
                else
                {
                    var moved = await db.Watermarks.Where(row => row.Line == from.Line.Value && row.Epoch == from.Epoch && row.Sequence == from.Sequence && row.Tag == from.Tag)
                        .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Epoch, to.Epoch).SetProperty(mark => mark.Sequence, to.Sequence).SetProperty(mark => mark.Tag, to.Tag), cancel);
                    if (moved == 0) return false;
                    db.Epochs.Add(new EpochRow { Line = from.Line.Value, Epoch = from.Epoch, Sequence = from.Sequence, Tag = from.Tag, FinishedAt = time.GetUtcNow(), Why = why });
                }
                await beside(db);
                return true;
            }, cancel);
        }
        catch (Exception failed) when (RecordsFailure.IsClash(failed))
        {
            return false;
        }
        catch (Exception failed) when (RecordsFailure.IsUnavailable(failed))
        {
            throw new RecordsUnavailableException("The records did not answer.", failed);
        }
    }
}
