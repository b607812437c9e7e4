using Hotline.Server.Floor;
using Hotline.Server.Platform;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Measures this node's offset to Redis TIME every two seconds.</summary>
internal sealed class MeasureClock(RedisStore store, LedgerClock clock, LedgerTelemetry telemetry, LoopBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var before = time.GetUtcNow();
                var redis = await store.TimeAsync();
                var after = time.GetUtcNow();
                // A slow answer says little about the clock.
                if (after - before < TimeSpan.FromMilliseconds(50)) clock.Measure(before, redis, after);
            }
            catch (Exception failed) when (failed is RedisException or TimeoutException)
            {
                telemetry.Failed(new LineId("-"), failed);
            }
            beats.Beat("clock", LateAfter);
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
