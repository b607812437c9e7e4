using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Hotline.Server.Records;

namespace Hotline.Server.Recording;

/// <summary>Before anything starts: both stores answer and are as they must be, or the start is refused in plain words.</summary>
internal sealed class CheckStores(RecordsCheck records, LedgerCheck ledger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        List<string> errors = [];
        foreach (var check in new[] { records.CheckAsync, (Func<CancellationToken, Task>)ledger.CheckAsync })
        {
            try
            {
                await check(cancellationToken);
            }
            catch (StartupRefusedException refused)
            {
                errors.AddRange(refused.Reasons);
            }
            catch (InvalidOperationException failed)
            {
                errors.Add(failed.Message);
            }
        }
        if (errors.Count > 0) throw new StartupRefusedException(errors);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>After the lines are read: every line has a floor before it is dispatched or shown.</summary>
internal sealed class RestoreAtStart(IRecorderBeats recorders, ILogger<RestoreAtStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recorders.RestoreAllAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is StackExchange.Redis.RedisException or TimeoutException)
        {
            // The recorders restore what has no floor as soon as Redis answers; until then the node is not ready.
            RecordingLog.Failed(logger, failed, "all");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
