using Hotline.Server.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Recording;

/// <summary>Degraded while SQL is behind the journal or a recorder does not beat; the floor goes on meanwhile.</summary>
internal sealed class RecorderCheck(IRecorderBeats beats, IRecordedProgress progress, IFloorSettings settings, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        List<string> why = [];
        foreach (var line in settings.Lines)
        {
            if (beats.LastBeatAt(line) is not { } at || now - at > Late) why.Add($"the recorder of {line} does not beat");
            var (entries, age) = progress.Lag(line);
            if (age > Late) why.Add($"{entries} entries of {line} wait for SQL, the oldest for {age.TotalSeconds:0} s");
        }
        return Task.FromResult(why.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", why) + "."));
    }
}
