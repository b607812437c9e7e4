using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;

namespace Hotline.Server.Reconciling;

/// <summary>Audits every line every few seconds, on one node by lease. The audit itself beats, so that readiness sees an auditor that stands still.</summary>
internal sealed class ReconcilingLoop(
    ReconcileLine reconcile, ILeases leases, IFloorSettings settings, LoopBeats loops, TimeProvider time, ILogger<ReconcilingLoop> logger) : BackgroundService
{
    private const string Lease = "auditor";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<LineId> known = [];
        List<Task> lines = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var line in settings.Lines)
                if (known.Add(line)) lines.Add(Task.Run(() => RunAsync(line, stoppingToken), CancellationToken.None));
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(lines);
    }

    private async Task RunAsync(LineId line, CancellationToken cancel)
    {
        for (var round = 1; !cancel.IsCancellationRequested; round++)
        {
            loops.Beat("auditor:" + line.Value, LateAfter);
            await Task.Delay(Every, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested) return;
            try
            {
                if (await leases.HoldAsync(line, Lease, LeaseLife, cancel)) await reconcile.RunAsync(line, round, cancel);
            }
            catch (Exception failed) when (!cancel.IsCancellationRequested)
            {
                // A store that is away shows elsewhere; the next round looks again.
                ReconcilingLog.RoundFailed(logger, line.Value, failed.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
