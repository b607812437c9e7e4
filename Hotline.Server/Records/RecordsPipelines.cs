using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Hotline.Server.Records;

/// <summary>
/// The pipelines around SQL, by name. Breakers open after a few failures, because a line at night makes few requests, and for a second only.
/// Nothing but reading is tried again here: what writes is tried again by whoever knows that it may be.
/// </summary>
internal static class RecordsPipelines
{
    /// <summary>Reads of any size.</summary>
    public const string Read = "records.read";

    /// <summary>One row or a few that somebody waits for.</summary>
    public const string Look = "records.look";

    /// <summary>Transactions.</summary>
    public const string Write = "records.write";

    /// <summary>Intake's own transaction.</summary>
    public const string Inbox = "records.inbox";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    /// <summary>A person waits for this answer.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    public static void AddRecordsPipelines(this IServiceCollection services)
    {
        services.AddResiliencePipeline(Read, static pipeline => pipeline.AddRetry(Once()).AddTimeout(Long));
        services.AddResiliencePipeline(Look, static pipeline => pipeline.AddCircuitBreaker(Breaker()).AddTimeout(Short).AddRetry(Once()));
        services.AddResiliencePipeline(Inbox, static pipeline => pipeline.AddCircuitBreaker(Breaker()).AddTimeout(Short));
        services.AddResiliencePipeline(Write, static (pipeline, context) =>
        {
            var health = context.ServiceProvider.GetRequiredService<RecordsHealth>();
            var breaker = Breaker();
            breaker.OnOpened = _ => Tell(health, true);
            breaker.OnClosed = _ => Tell(health, false);
            pipeline.AddCircuitBreaker(breaker).AddTimeout(Long);
        });
    }

    private static ValueTask Tell(RecordsHealth health, bool refuses)
    {
        health.Refuses(refuses);
        return ValueTask.CompletedTask;
    }

    private static CircuitBreakerStrategyOptions Breaker() => new()
    {
        FailureRatio = 0.5, MinimumThroughput = 3, SamplingDuration = TimeSpan.FromSeconds(5), BreakDuration = TimeSpan.FromSeconds(1), ShouldHandle = Unavailable(),
    };

    private static RetryStrategyOptions Once() => new()
    {
        MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(50), UseJitter = true, ShouldHandle = new PredicateBuilder().Handle<Exception>(RecordsFailure.IsUnavailable),
    };

    private static PredicateBuilder<object> Unavailable() =>
        new PredicateBuilder().Handle<Exception>(RecordsFailure.IsUnavailable).Handle<TimeoutRejectedException>().Handle<RecordsUnavailableException>();
}
