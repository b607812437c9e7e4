using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>A turn for a request: concurrency and rate, a channel key each.</summary>
internal sealed class IntakeLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter;

    public IntakeLimits(IOptions<IntakeOptions> settings)
    {
        var options = settings.Value;
        limiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            })),
            PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = options.Concurrency,
                QueueLimit = options.Queue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })));
    }

    public ValueTask<RateLimitLease> EnterAsync(string key, CancellationToken cancel) => limiter.AcquireAsync(key, 1, cancel);

    public void Dispose() => limiter.Dispose();
}
