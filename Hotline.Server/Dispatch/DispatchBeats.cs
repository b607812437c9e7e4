using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Dispatch;

/// <summary>When each line's loop last finished a round on this node.</summary>
internal sealed class DispatchBeats(LoopBeats loops, TimeProvider time)
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<LineId, long> beats = new();

    private readonly ConcurrentDictionary<LineId, bool> leads = new();

    /// <summary>Whether this node leads the line, as far as it knows.</summary>
    public bool Leads(LineId line) => leads.GetValueOrDefault(line);

    public void Lead(LineId line, bool does) => leads[line] = does;

    /// <summary>The loop came round, whatever came of it.</summary>
    public void Live(LineId line) => loops.Beat("dispatcher:" + line.Value, LateAfter);

    public void Beat(LineId line) => beats[line] = time.GetTimestamp();

    public TimeSpan? Since(LineId line) => beats.TryGetValue(line, out var at) ? time.GetElapsedTime(at) : null;
}

/// <summary>Ready only while every line's loop beats.</summary>
internal sealed class DispatchCheck(DispatchBeats beats, IFloorSettings settings) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silent = settings.Lines.Where(line => beats.Since(line) is not { } since || since > Late).ToArray();
        return Task.FromResult(silent.Length == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"No round of the dispatcher for 5 s on: {string.Join(", ", silent)}."));
    }
}
