using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Reconciling;

/// <summary>One audit of one line: contacts, workers, offers, queue, journal, inbox, records, timers and planner, each against the others.</summary>
internal sealed class ReconcileLine(
    ILedger ledger, ReconcileFloor floor, ReconcileQueue queue, ReconcileRecords records, ReconcileDispatch dispatch, TimeProvider time)
{
    /// <summary>A floor that has just been restored is still being caught up with.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<LineId, (long Epoch, long Since)> epochs = new();

    /// <param name="round">1, 2, …; what is dear is not done every time.</param>
    public async Task RunAsync(LineId line, int round, CancellationToken cancel)
    {
        var state = ledger.State(line);
        if (state.Epoch == 0) return;
        var seen = epochs.AddOrUpdate(line, _ => (state.Epoch, time.GetTimestamp()), (_, last) => last.Epoch == state.Epoch ? last : (state.Epoch, time.GetTimestamp()));
        await floor.RunAsync(line, cancel);
        await queue.RunAsync(line, thorough: round % 12 == 0, cancel);
        await dispatch.RunAsync(line, cancel);
        if (time.GetElapsedTime(seen.Since) > SettledAfter) await records.RunAsync(line, cancel);
    }
}
