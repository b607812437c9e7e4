using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Reads a line's journal from where this node's copy stands; a snapshot when that is trimmed, or of another epoch.</summary>
internal sealed class CatchUp(RedisJournal journal, Replicas replicas, LedgerClock clock, IFloorSettings settings, LedgerTelemetry telemetry)
{
    private const int ReadAtOnce = 256;

    /// <summary>Brings one line's copy to the head as it is now.</summary>
    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        var replica = replicas.Of(line);
        var head = await journal.HeadAsync(line, cancel);
        if (head is null)
        {
            if (replica.State.Epoch != 0) replica.Clear();
            return;
        }
        var state = replica.State;
        if (replica.IsForked || head.Epoch < replica.LastEpoch || (head.Epoch == state.Epoch && head.Sequence < state.Sequence && await IsBehindAsync(line, state)))
        {
            await GiveUpAsync(replica, head, cancel);
            return;
        }
        if (head.Epoch == state.Epoch && head.Sequence < state.Sequence) return;
        if (head.Epoch != state.Epoch)
        {
            if (state.Epoch != 0) replica.Clear();
            await SnapshotAsync(replica, head, cancel);
        }
        while (replica.State is { } now && now.Epoch == head.Epoch && now.Sequence < head.Sequence)
        {
            var count = (int)Math.Min(ReadAtOnce, head.Sequence - now.Sequence);
            var entries = await journal.ReadAsync(line, head.Epoch, now.Sequence + 1, count, cancel);
            if (entries.Any(entry => entry is null))
            {
                // Trimmed before it was read here: values first, then the journal from there.
                if (await journal.HeadAsync(line, cancel) is not { } later) return;
                await SnapshotAsync(replica, later, cancel);
                head = later;
                continue;
            }
            foreach (var entry in entries) replica.Offer(entry!);
            if (!replica.IsForked) continue;
            await GiveUpAsync(replica, head, cancel);
            return;
        }
        // The same place with another tag is another history.
        if (replica.State is { } there && there.Epoch == head.Epoch && there.Sequence == head.Sequence && there.Tag != head.Tag) await GiveUpAsync(replica, head, cancel);
    }

    /// <summary>Commits applied since the head was read are no rollback; a second look tells.</summary>
    private async Task<bool> IsBehindAsync(LineId line, FloorState seen) =>
        await journal.LastHeadAsync(line, CancellationToken.None) is { } again && again.Epoch == seen.Epoch && again.Sequence < seen.Sequence;

    /// <summary>Redis lost what this node has seen of it: nobody commits to that floor any more, and the recorder begins a new epoch.</summary>
    private async Task GiveUpAsync(LineReplica replica, LineHead head, CancellationToken cancel)
    {
        telemetry.LogBehind(replica.Line.Value, head.Epoch, head.Sequence, replica.State.Sequence);
        await journal.CloseAsync(replica.Line, head.Epoch, cancel);
        replica.Clear();
    }

    private async Task SnapshotAsync(LineReplica replica, LineHead head, CancellationToken cancel)
    {
        var cleared = replica.Cleared;
        var values = await journal.ScanAsync(replica.Line, head.Epoch);
        var snapshot = FloorState.Build(head.Epoch, head.Sequence, head.Tag, clock.Now, values, settings.RulesOf(replica.Line));
        // Values may be newer than the noted head; the copy is whole once the journal is replayed to where it is now.
        if (await journal.HeadAsync(replica.Line, cancel) is not { } now || now.Epoch != head.Epoch) return;
        for (var from = head.Sequence + 1; from <= now.Sequence; from += ReadAtOnce)
        {
            var entries = await journal.ReadAsync(replica.Line, head.Epoch, from, (int)Math.Min(ReadAtOnce, now.Sequence - from + 1), cancel);
            foreach (var entry in entries)
            {
                if (entry is null) return;
                snapshot = snapshot.Apply(entry, settings.RulesOf(replica.Line));
            }
        }
        replica.Replace(snapshot, cleared);
        telemetry.LogSnapshot(replica.Line.Value, snapshot.Epoch, snapshot.Sequence, snapshot.Contacts.Count, snapshot.Workers.Count);
    }
}
