using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Recording;

/// <summary>One recorder a line, while this node holds the line's lease; a restore when a floor is gone.</summary>
internal sealed class RecorderLoops(
    RecorderRoom room, ILedger ledger, IFloorSettings settings, ILeases leases, IJournal journal, ILogger<RecorderLoops> logger) : BackgroundService, IRecorderBeats
{
    private const string Lease = "recorder";
    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestoreLeaseLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleFor = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FinishFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OthersFor = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<LineId, DateTimeOffset> beats = new();
    private readonly ConcurrentDictionary<LineId, SemaphoreSlim> wakes = new();

    public DateTimeOffset? LastBeatAt(LineId line) => beats.TryGetValue(line, out var at) ? at : null;

    /// <summary>Before anything else runs: a floor for every line. Who loses the lease waits for the winner's floor.</summary>
    public async Task RestoreAllAsync(CancellationToken cancel)
    {
        foreach (var line in settings.Lines)
        {
            var recorder = room.RecorderOf(line);
            for (var waited = TimeSpan.Zero; waited < RestoreLeaseLife; waited += IdleFor)
            {
                if (await leases.HoldAsync(line, Lease, RestoreLeaseLife, cancel))
                {
                    await StepAsync(line, recorder, OnRestoredAtStart, RestoreLeaseLife, cancel);
                    break;
                }
                if (await journal.HeadAsync(line, cancel) is not null) break;
                await Task.Delay(IdleFor, room.Time, cancel);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ledger.Moved += OnMoved;
        List<Task> loops = [LookAsync(stoppingToken)];
        HashSet<LineId> known = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var line in settings.Lines)
                if (known.Add(line)) loops.Add(Task.Run(() => RunAsync(line, stoppingToken), CancellationToken.None));
            await Task.Delay(OthersFor, room.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ledger.Moved -= OnMoved;
        await ReleaseAsync(known);
    }

    private async Task RunAsync(LineId line, CancellationToken cancel)
    {
        var recorder = room.RecorderOf(line);
        var (lookedToForget, held, failing) = (room.Time.GetTimestamp(), (long?)null, false);
        var (batchAt, trimmedAt, trimmed) = (0L, 0L, (RecordPoint?)null);
        while (!cancel.IsCancellationRequested)
        {
            room.Live("recorder:" + line.Value);
            try
            {
                // Renewed at most four times in its life, not with every batch.
                if (held is null || room.Time.GetElapsedTime(held.Value) > LeaseLife / 4)
                {
                    held = await leases.HoldAsync(line, Lease, LeaseLife, cancel) ? room.Time.GetTimestamp() : null;
                    if (held is null) recorder.Forget();
                }
                if (held is null)
                {
                    beats[line] = room.Time.GetUtcNow();
                    await Task.Delay(OthersFor, room.Time, cancel);
                    continue;
                }
                // Whoever waits for a batch waits a moment longer, and each batch costs the same for one entry as for many.
                if (batchAt != 0 && BatchEvery - room.Time.GetElapsedTime(batchAt) is { Ticks: > 0 } early) await Task.Delay(early, room.Time, cancel);
                batchAt = room.Time.GetTimestamp();
                var step = await StepAsync(line, recorder, OnRestored, LeaseLife, cancel);
                beats[line] = room.Time.GetUtcNow();
                if (failing) RecordingLog.Recovered(logger, line.Value);
                failing = false;
                if (recorder.Point is { } point && point != trimmed && (step == RecorderStep.Idle || room.Time.GetElapsedTime(trimmedAt) > TrimEvery))
                {
                    await journal.TrimAsync(line, point.Epoch, point.Sequence, cancel);
                    (trimmed, trimmedAt) = (point, room.Time.GetTimestamp());
                }
                if (recorder.Point is { } recordedTo && room.Time.GetElapsedTime(lookedToForget) > TimeSpan.FromSeconds(1))
                {
                    lookedToForget = room.Time.GetTimestamp();
                    await room.Forget.ForgetAsync(recordedTo, cancel);
                }
                if (step == RecorderStep.Idle) await WakeOf(line).WaitAsync(IdleFor, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed)
            {
                // Whatever it is, a recorder that has stopped is worse.
                recorder.Forget();
                if (!failing) RecordingLog.Failed(logger, failed, line.Value);
                failing = true;
                await Task.Delay(OthersFor, room.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        if (held is not null) await FinishAsync(recorder);
    }

    /// <summary>A step longer than the lease, such as the restore of a large floor, keeps it: or another node would begin the same anew.</summary>
    private async Task<RecorderStep> StepAsync(LineId line, LineRecorder recorder, Action<LineId, string, RestoreFloor.Outcome> restored, TimeSpan life, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var step = recorder.StepAsync(room.Progress.Recorded, restored, cancel);
        while (await Task.WhenAny(step, Task.Delay(life / 4, room.Time, over.Token)) != step && !cancel.IsCancellationRequested)
        {
            // Lost or unanswered: the step goes on, for SQL's compare-and-set decides.
            await Task.WhenAny(step, leases.HoldAsync(line, Lease, life, cancel));
            beats[line] = room.Time.GetUtcNow();
        }
        await over.CancelAsync();
        return await step;
    }

    /// <summary>The embedded engine keeps nothing on disk: what was committed and not recorded at a stop would be gone.</summary>
    private async Task FinishAsync(LineRecorder recorder)
    {
        using var most = new CancellationTokenSource(FinishFor, room.Time);
        try
        {
            while (await recorder.StepAsync(room.Progress.Recorded, OnRestored, most.Token) == RecorderStep.Recorded) { }
        }
        catch (Exception failed)
        {
            RecordingLog.NotFinished(logger, failed);
        }
    }

    /// <summary>What other nodes have recorded: soon for those who wait, every second for the lag.</summary>
    private async Task LookAsync(CancellationToken cancel)
    {
        for (var round = 0; !cancel.IsCancellationRequested; round++)
        {
            room.Live("progress");
            await Task.Delay(TimeSpan.FromMilliseconds(50), room.Time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await room.Progress.LookAsync(waitedFor: round % 20 != 0, cancel);
            }
            catch (Exception)
            {
                // The recorder logs what is wrong; who waits is answered by its own time-out. This loop must not end.
            }
        }
    }

    private void OnMoved(LineId line, JournalEntry? entry)
    {
        room.Progress.Seen(line, entry);
        var wake = WakeOf(line);
        if (wake.CurrentCount == 0) wake.Release();
    }

    // The embedded engine starts empty every time: no reason to warn.
    private void OnRestoredAtStart(LineId line, string why, RestoreFloor.Outcome outcome) =>
        RecordingLog.RestoredAtStart(logger, line.Value, outcome.Point!.Epoch, outcome.Contacts, outcome.Workers, outcome.Salvaged);

    private void OnRestored(LineId line, string why, RestoreFloor.Outcome outcome) =>
        RecordingLog.Restored(logger, line.Value, outcome.Point!.Epoch, why, outcome.Contacts, outcome.Workers, outcome.Salvaged);

    private SemaphoreSlim WakeOf(LineId line) => wakes.GetOrAdd(line, static _ => new SemaphoreSlim(0, int.MaxValue));

    private async Task ReleaseAsync(IEnumerable<LineId> lines)
    {
        foreach (var line in lines)
            // A node that leaves hands over at once; the lease would run out anyway.
            await Task.WhenAny(leases.ReleaseAsync(line, Lease, CancellationToken.None), Task.Delay(IdleFor, CancellationToken.None));
    }
}
