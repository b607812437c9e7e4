using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Recording;

/// <summary>
/// Begins a new epoch from SQL (architecture rule 5). In this order: refuse commits, record what is left of the journal, mint the epoch
/// in SQL, only then read SQL, build, publish with one write. Two nodes at once cost an epoch at most, never a commit.
/// </summary>
internal sealed class RestoreFloor(
    IJournal journal, IFloorPublisher publisher, JournalReader reader, IJournalRecord record, IEpochLog epochs, IRecordedFloor recorded)
{
    private const int Attempts = 20;

    /// <summary>What became of a restore.</summary>
    /// <param name="Point">Where the record stands now; null when SQL is the one that is behind.</param>
    public sealed record Outcome(RecordPoint? Point, bool Restored, int Contacts, int Workers, long Salvaged);

    /// <summary>Does nothing when floor and record fit.</summary>
    public async Task<Outcome> RestoreAsync(LineId line, CancellationToken cancel)
    {
        var salvaged = 0L;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var mark = await epochs.FindAsync(line, cancel);
            if (await reader.LookAsync(line, mark, cancel) is not JournalLook.Broken broken) return new Outcome(mark, false, 0, 0, salvaged);
            var head = await journal.LastHeadAsync(line, cancel);
            if (head is not null) await publisher.CloseAsync(line, head.Epoch, cancel);
            if (mark is not null) salvaged += await DrainAsync(line, mark, head, cancel);
            mark = await epochs.FindAsync(line, cancel);
            if (await epochs.MintAsync(line, mark, Math.Max(head?.Epoch ?? 0, reader.LastEpoch(line)), broken.Why, cancel) is not { } minted) continue;
            var (contacts, workers, escalations) = await recorded.ReadAsync(line, cancel);
            // Over the floor that was closed and drained above, or over none: what another node has published meanwhile holds commits nobody recorded.
            if (await publisher.PublishAsync(line, head?.Epoch ?? 0, minted.Epoch, minted.Tag, contacts, workers, escalations, cancel))
                return new Outcome(minted, true, contacts.Count, workers.Count, salvaged);
        }
        throw new InvalidOperationException($"The floor of line {line} could not be restored in {Attempts} attempts.");
    }

    /// <summary>The current epoch's journal may have outlived its meta key; the head may belong to an epoch that was minted over.</summary>
    private async Task<long> DrainAsync(LineId line, RecordPoint mark, LineHead? head, CancellationToken cancel)
    {
        if (head is not null && head.Epoch != mark.Epoch)
            return await epochs.FindFinishedAsync(line, head.Epoch, mark.Epoch, cancel) is { } finished ? await DrainAsync(finished, cancel) : 0;
        return await DrainAsync(mark, cancel);
    }

    private async Task<long> DrainAsync(RecordPoint from, CancellationToken cancel)
    {
        var point = from;
        while (await reader.LeftAsync(point, cancel) is { Count: > 0 } left)
        {
            if (await record.RecordAsync(point, left, cancel) is not { } moved) break;
            point = moved;
        }
        return point.Sequence - from.Sequence;
    }
}
