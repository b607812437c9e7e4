using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Hotline.Server.Records;

/// <summary>Asks SQL every half second whether it is there: a hung store says nothing by itself.</summary>
internal sealed partial class WatchRecords(IDbContextFactory<RecordsDb> contexts, RecordsHealth health, TimeProvider time, ILogger<WatchRecords> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (asking, wasAway) = (Task.FromResult(true), false);
        while (!stoppingToken.IsCancellationRequested)
        {
            // One question at a time: a store that hangs must not be asked more and more.
            if (asking.IsCompleted) asking = Task.Run(() => AskAsync(stoppingToken), CancellationToken.None);
            await Task.WhenAny(asking, Task.Delay(Patience, time, stoppingToken));
            if (stoppingToken.IsCancellationRequested) return;
            health.Probed(asking is { IsCompleted: true, Result: true });
            if (health.IsAway != wasAway)
            {
                wasAway = health.IsAway;
                if (wasAway) LogAway(logger);
                else LogBack(logger);
            }
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AskAsync(CancellationToken cancel)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            db.Database.SetCommandTimeout(Patience);
            await db.Database.ExecuteSqlRawAsync("SELECT 1", cancel);
            return true;
        }
        catch (Exception)
        {
            // Whatever it is, it is no answer.
            return false;
        }
    }

    [LoggerMessage(1202, LogLevel.Error, "The records do not answer; the floor goes on.")]
    private static partial void LogAway(ILogger logger);

    [LoggerMessage(1203, LogLevel.Information, "The records answer again.")]
    private static partial void LogBack(ILogger logger);
}

/// <summary>Degraded while SQL is away: the floor goes on, and what it decides waits in the journal.</summary>
internal sealed class RecordsReady(RecordsHealth health) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.IsAway ? HealthCheckResult.Degraded("The records do not answer, or take nothing.") : HealthCheckResult.Healthy());
}
