using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Reconciling;

/// <summary>What Redis has beside the values: as many entities, the waiting ZSET with its ranks, a journal without a gap.</summary>
internal sealed class ReconcileQueue(ILedger ledger, IFloorCounts counts, IFloorPublisher publisher, IAuditorAlarms alarms)
{
    private const int Attempts = 10;

    /// <param name="thorough">Ranks too, not only numbers.</param>
    public async Task RunAsync(LineId line, bool thorough, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var seen = ledger.State(line);
            if (seen.Epoch == 0 || await counts.CountAsync(line, seen.Epoch, cancel) is not { } count) return;
            var places = thorough ? await counts.PlacesAsync(line, seen.Epoch, cancel) : null;
            // Only numbers of one moment can be held against each other.
            var state = ledger.State(line);
            if (state.Epoch != seen.Epoch || state.Sequence != count.Sequence || (thorough && (await counts.CountAsync(line, seen.Epoch, cancel))?.Sequence != count.Sequence)) continue;
            await CompareAsync(line, state, count, places, cancel);
            return;
        }
    }

    private async Task CompareAsync(LineId line, FloorState state, LineCounts count, IReadOnlyDictionary<ContactId, long>? places, CancellationToken cancel)
    {
        if (count.Entries != count.Sequence - count.Trimmed)
        {
            // What was lost of it cannot be told from here: a new epoch begins with what SQL has and what is left.
            alarms.Found(line, "floor_mended", null, null, "journal_gap");
            await publisher.CloseAsync(line, state.Epoch, cancel);
            return;
        }
        if (count.Entities != state.Contacts.Count + state.Workers.Count + state.Escalations.Count)
        {
            alarms.Found(line, "floor_mended", null, null, "copy_differs");
            counts.ReadAgain(line);
            return;
        }
        var waiting = state.Waiting.Values.Sum(queue => queue.Count);
        var same = count.Waiting == waiting && (places is null || state.InRankOrder().All(key => places.TryGetValue(key.Contact, out var rank) && rank == key.Rank));
        if (!same && await counts.RequeueAsync(line, state, cancel)) alarms.Found(line, "floor_mended", null, null, "queue_differs");
    }
}
