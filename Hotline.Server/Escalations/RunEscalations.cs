using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;

namespace Hotline.Server.Escalations;

/// <summary>
/// Does what is due of hand-overs: whose time is up, what is to be sent, what the disclosure log lacks. One node a line does it, by lease;
/// that it is one is a saving only: commands are decided on versions, and a message has one id however often it is sent.
/// </summary>
internal sealed class RunEscalations(ILedger ledger, ILeases leases, IFloorSettings settings, SendParcel send, LogDisclosures log, RunEscalations.Means means) : BackgroundService
{
    internal sealed record Means(TimeProvider Time, LoopBeats Loops, ILogger<RunEscalations> Logger);

    private const int MostAtOnce = 64;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(45);

    /// <summary>What is under way on this node: messages of one partner of one hand-over go one after the other.</summary>
    private readonly ConcurrentDictionary<(EscalationId, int, bool), Task> running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, means.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                means.Loops.Beat("escalations", LateAfter);
                foreach (var line in settings.Lines) await LookAsync(line, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server goes down; what was under way is sent again by whoever runs next, under the same id.
        }
    }

    private async Task LookAsync(LineId line, CancellationToken cancel)
    {
        try
        {
            var state = ledger.State(line);
            if (state.Epoch == 0 || state.Escalations.IsEmpty || !await leases.HoldAsync(line, "escalations", LeaseLife, cancel)) return;
            var now = ledger.Now;
            foreach (var escalation in state.Escalations.Values)
            {
                if (escalation.OverAt is not null) continue;
                if (escalation.DueAt <= now) await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.RunEscalation(escalation.Id), cancel);
                Start(line, escalation, now, cancel);
            }
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // A store that is away shows elsewhere; nothing is forgotten, for everything due stands in the floor.
            EscalationsLog.RoundFailed(means.Logger, line.Value, failed.GetType().Name);
        }
    }

    private void Start(LineId line, Escalation escalation, DateTimeOffset now, CancellationToken cancel)
    {
        HashSet<int> looked = [];
        foreach (var parcel in escalation.Outbox)
        {
            // In their order: what comes later waits for what comes first.
            if (!looked.Add(parcel.Link) || parcel.DueAt > now) continue;
            Run((escalation.Id, parcel.Link, true), () => send.ExecuteAsync(line, escalation, parcel, cancel));
        }
        for (var link = 0; link < escalation.Chain.Length; link++)
        {
            if (escalation.Chain[link].Logged >= escalation.Chain[link].Told) continue;
            var index = link;
            Run((escalation.Id, index, false), () => log.ExecuteAsync(line, escalation, index, cancel));
        }
    }

    private void Run((EscalationId, int, bool) what, Func<Task> work)
    {
        if (running.Count >= MostAtOnce || running.ContainsKey(what)) return;
        var done = new TaskCompletionSource();
        if (!running.TryAdd(what, done.Task)) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                EscalationsLog.WorkFailed(means.Logger, what.Item1.Value, failed);
                // Not at once again: whatever it was may last.
                await Task.Delay(TimeSpan.FromSeconds(1), means.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // Going down.
            }
            finally
            {
                running.TryRemove(what, out _);
                done.SetResult();
            }
        });
    }
}
