using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Supervision.Shifts;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>
/// Raises and ends the alarms whose beginning nothing on the floor tells, and writes all of them into the shift log. One node a line does it,
/// by a lease; that it is one is a saving only, for an alarm has one id and its line of the log one key.
/// </summary>
internal sealed class WatchAlarms(ILineDirectory lines, ILedger ledger, AlarmBoard board, WatchAlarms.Stores stores, KeepShiftLog log, WatchAlarms.Means means) : BackgroundService
{
    internal sealed record Stores(ILeases Leases, IAlarmStore Alarms, IDegradedStores Degraded);

    internal sealed record Means(TimeProvider Time, LoopBeats Loops, ILogger<WatchAlarms> Logger);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(45);

    /// <summary>A number that swings about its threshold is one alarm.</summary>
    internal static readonly TimeSpan CalmFor = TimeSpan.FromSeconds(10);

    /// <summary>Told in the log by the event itself.</summary>
    private static readonly string[] ToldOtherwise = ["imminent_waiting", "last_call", "console_lost", "diverted"];
    private readonly Dictionary<(LineId, string), long> calmSince = [];
    private readonly HashSet<string> logged = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, means.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            means.Loops.Beat("alarms", LateAfter);
            foreach (var line in lines.All)
            {
                try
                {
                    await LookAsync(line, stoppingToken);
                }
                catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
                {
                    // One bad look must not end the watch: the next one starts from the floor as it is then.
                    SupervisionLog.AlarmsUnread(means.Logger, line.Id.Value, failed.GetType().Name);
                }
            }
            await log.FlushAsync(stoppingToken);
        }
    }

    private async Task LookAsync(Line line, CancellationToken cancel)
    {
        var state = ledger.State(line.Id);
        if (state.Epoch == 0 || !line.Enabled || !await stores.Leases.HoldAsync(line.Id, "alarms", LeaseLife, cancel)) return;
        await KeepEpisodesAsync(line, state, cancel);
        if (logged.Count > 10_000) logged.Clear();
        foreach (var alarm in board.Standing(line, state, stores.Degraded.DegradedOf(line.Id)))
            if (!ToldOtherwise.Contains(alarm.Kind) && logged.Add($"{line.Id}|{alarm.Id}")) log.Add(KeepShiftLog.Raised(line.Id, alarm));
    }

    private async Task KeepEpisodesAsync(Line line, FloorState state, CancellationToken cancel)
    {
        var now = ledger.Now;
        var standing = AlarmConditions.Standing(line, state, now);
        var open = (await stores.Alarms.ReadAsync(line.Id, cancel)).Where(alarm => AlarmConditions.Episodes.Contains(alarm.Kind)).ToLookup(alarm => alarm.Kind);
        foreach (var kind in AlarmConditions.Episodes)
        {
            if (standing.Contains(kind))
            {
                calmSince.Remove((line.Id, kind));
                if (!open.Contains(kind)) await stores.Alarms.RaiseAsync(line.Id, new StoredAlarm($"{kind}:{now.ToUnixTimeMilliseconds()}", kind, now, null, null, null), cancel);
                continue;
            }
            if (!open.Contains(kind)) continue;
            if (!calmSince.TryGetValue((line.Id, kind), out var since)) calmSince[(line.Id, kind)] = since = means.Time.GetTimestamp();
            if (means.Time.GetElapsedTime(since) < CalmFor) continue;
            foreach (var over in open[kind]) await stores.Alarms.EndAsync(line.Id, over.Id, cancel);
            calmSince.Remove((line.Id, kind));
        }
    }
}
