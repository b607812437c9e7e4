using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Platform;

/// <summary>Whether this node is going down. Who leads gives the lead up; who would take something new leaves it to others; what is held is kept.</summary>
public interface IDraining
{
    bool IsDraining { get; }

    /// <summary>Cancelled when the node is told to stop (SIGTERM).</summary>
    CancellationToken Token { get; }
}

internal sealed class DrainingByLifetime(IHostApplicationLifetime lifetime) : IDraining
{
    public bool IsDraining => Token.IsCancellationRequested;

    public CancellationToken Token => lifetime.ApplicationStopping;
}

/// <summary>Not ready while draining, so that a load balancer sends nothing new.</summary>
internal sealed class DrainingCheck(IDraining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.IsDraining ? HealthCheckResult.Unhealthy("This node is going down.") : HealthCheckResult.Healthy());
}
