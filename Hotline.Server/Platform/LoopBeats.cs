using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Platform;

/// <summary>
/// When each background loop of this node last came round. A round that failed counts: what is watched here is that the loop lives;
/// what it works on has health checks of its own.
/// </summary>
public sealed class LoopBeats(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (long At, TimeSpan LateAfter)> beats = new();

    /// <param name="loop">Such as <c>dispatcher:demo</c>.</param>
    /// <param name="lateAfter">How long a round may take, stores that do not answer included.</param>
    public void Beat(string loop, TimeSpan lateAfter) => beats[loop] = (time.GetTimestamp(), lateAfter);

    /// <summary>Loops that have not come round in time, and for how long.</summary>
    public IReadOnlyList<(string Loop, TimeSpan Since)> Late() =>
        [.. beats.Select(beat => (Loop: beat.Key, Since: time.GetElapsedTime(beat.Value.At), beat.Value.LateAfter))
            .Where(beat => beat.Since > beat.LateAfter).OrderBy(beat => beat.Loop, StringComparer.Ordinal).Select(beat => (beat.Loop, beat.Since))];
}

/// <summary>Degraded, not unready: a store that hangs makes loops late on every node at once, and intake must stay reachable.</summary>
internal sealed class LoopCheck(LoopBeats beats) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var late = beats.Late();
        return Task.FromResult(late.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("No round of: " + string.Join(", ", late.Select(beat => $"{beat.Loop} for {beat.Since.TotalSeconds:0} s")) + "."));
    }
}
