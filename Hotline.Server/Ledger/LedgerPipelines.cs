using Hotline.Server.Floor;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>
/// The pipeline around each line's commits, named <c>ledger.commit/{line}</c> in telemetry: a line's master that hangs stops no other line.
/// Commits carry their id, so trying again is safe.
/// </summary>
internal sealed class LedgerPipelines(ResiliencePipelineRegistry<string> registry, IOptions<LedgerOptions> options)
{
    private static readonly PredicateBuilder<object> NoAnswer = new PredicateBuilder<object>()
        .Handle<RedisConnectionException>().Handle<RedisTimeoutException>().Handle<Polly.Timeout.TimeoutRejectedException>();

    public ResiliencePipeline CommitOf(LineId line) => registry.GetOrAddPipeline("ledger.commit/" + line.Value, Build);

    private void Build(ResiliencePipelineBuilder pipeline)
    {
        var attempt = TimeSpan.FromMilliseconds(options.Value.TimeoutMilliseconds);
        pipeline.AddTimeout(attempt * 2)
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(50),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = NoAnswer,
            })
            // A line has few commits a second: four without an answer tell enough. Short, because people wait.
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = TimeSpan.FromMilliseconds(500),
                ShouldHandle = NoAnswer,
            })
            .AddTimeout(attempt);
    }
}
