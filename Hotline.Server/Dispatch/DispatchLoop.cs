using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Dispatch;

/// <summary>
/// Runs every line: timers, planner, sweeper and lost consoles on the node that leads it by lease; on the others only imminent
/// contacts that nobody offered for half a second. Correctness rests on the commits, never on the lease.
/// </summary>
internal sealed class DispatchLoop(
    ILedger ledger, ILeases leases, IFloorSettings settings, LineRounds rounds, DispatchBeats beats, IDraining draining, TimeProvider time, ILogger<DispatchLoop> logger, IOptions<DispatchOptions> options)
    : BackgroundService
{
    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeaseRenewal = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<LineId, Wake> wakes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ledger.Moved += (line, _) => { if (wakes.TryGetValue(line, out var wake)) wake.Set(); };
        HashSet<LineId> known = [];
        List<Task> lines = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var line in settings.Lines)
                if (known.Add(line)) lines.Add(Task.Run(() => LineAsync(line, stoppingToken), CancellationToken.None));
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(lines);
    }

    private async Task LineAsync(LineId line, CancellationToken cancel)
    {
        var wake = wakes.GetOrAdd(line, _ => new Wake());
        var leading = new Leading();
        while (!cancel.IsCancellationRequested && !draining.IsDraining)
        {
            try
            {
                await HoldAsync(line, leading, cancel);
                if (options.Value.DelayMilliseconds is > 0 and var brake) await Task.Delay(TimeSpan.FromMilliseconds(brake), time, cancel);
                await rounds.RunAsync(line, leading.Since, cancel);
                beats.Beat(line);
                leading.IsFailing = false;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failed)
            {
                // One bad round must not stop a line: the next one starts from the floor as it is then. A store that is away fails twenty rounds a second: said once.
                if (!leading.IsFailing) DispatchLog.RoundFailed(logger, line.Value, failed);
                leading.IsFailing = true;
                leading.Since = null;
                leading.RenewedAt = null;
            }
            beats.Live(line);
            await wake.WaitAsync(TimeSpan.FromMilliseconds(options.Value.TickMilliseconds), time, cancel);
        }
        if (leading.Since is not null) await ReleaseAsync(line);
    }

    private async Task HoldAsync(LineId line, Leading leading, CancellationToken cancel)
    {
        if (leading.RenewedAt is { } at && time.GetElapsedTime(at) < LeaseRenewal) return;
        var started = time.GetTimestamp();
        var holds = await leases.HoldAsync(line, "leader", LeaseLife, cancel);
        leading.RenewedAt = started;
        if (holds == leading.Since is not null) return;
        leading.Since = holds ? ledger.Now : null;
        beats.Lead(line, holds);
        DispatchLog.Leads(logger, line.Value, holds);
    }

    private async Task ReleaseAsync(LineId line)
    {
        try
        {
            await leases.ReleaseAsync(line, "leader", CancellationToken.None);
        }
        catch (Exception failed) when (failed is StackExchange.Redis.RedisException or TimeoutException or ObjectDisposedException)
        {
            // It runs out by itself in two seconds.
            DispatchLog.ReleaseFailed(logger, line.Value, failed);
        }
    }

    private sealed class Leading
    {
        public DateTimeOffset? Since;
        public long? RenewedAt;
        public bool IsFailing;
    }
}

/// <summary>Remembers one wake-up until somebody waits for it.</summary>
internal sealed class Wake
{
    private TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref signal).TrySetResult();

    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancel)
    {
        var current = Volatile.Read(ref signal);
        if (!current.Task.IsCompleted)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(current.Task, Task.Delay(most, time, timeout.Token));
            await timeout.CancelAsync();
        }
        if (current.Task.IsCompleted) Interlocked.CompareExchange(ref signal, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), current);
    }
}
