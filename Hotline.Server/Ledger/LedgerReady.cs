using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Ledger;

/// <summary>Degraded while Redis does not answer (intake goes on by the inbox), not ready while no line has a floor yet.</summary>
internal sealed class LedgerReady(LedgerHealth health, ILedger ledger, IFloorSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var lines = settings.Lines;
        var failing = lines.Where(health.IsFailing).ToArray();
        if (failing.Length > 0) return Task.FromResult(HealthCheckResult.Degraded($"Redis does not answer for: {string.Join(", ", failing)}."));
        var without = lines.Where(line => ledger.State(line).Epoch == 0).ToArray();
        return Task.FromResult(without.Length == 0 ? HealthCheckResult.Healthy()
            : without.Length == lines.Count ? HealthCheckResult.Unhealthy("No line has a floor yet.")
            : HealthCheckResult.Degraded($"Being restored: {string.Join(", ", without)}."));
    }
}
