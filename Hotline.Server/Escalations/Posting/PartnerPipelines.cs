using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;

namespace Hotline.Server.Escalations.Posting;

/// <summary>How one request ended.</summary>
internal sealed record Attempt(PostEnd End, string Code, int? Status = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Nobody answered as a working system does. "Too many" is an answer.</summary>
    public bool IsSilence => End == PostEnd.Failed && Code != PostCodes.TooMany;
}

/// <summary>
/// The pipeline around each partner's posts, <c>escalation.post</c> in telemetry: total deadline, retry, breaker, time limit of a request.
/// A parcel carries its id, so sending it again is safe. Each partner has its own breaker, made for a few posts an hour.
/// </summary>
internal sealed class PartnerPipelines(ResiliencePipelineRegistry<string> registry, IOptions<EscalationOptions> options, TimeProvider clock)
{
    private const int FewestForBreaker = 5;
    private static readonly ResiliencePropertyKey<DateTimeOffset> Deadline = new("hotline.deadline");
    private static readonly ResiliencePropertyKey<Action<Attempt>> Told = new("hotline.told");

    /// <param name="attempt">One request. It never throws for what the network or the partner did.</param>
    /// <param name="onRetry">Told of each request that is followed by another.</param>
    /// <exception cref="BrokenCircuitException">The partner is left alone for a while.</exception>
    public async Task<Attempt> RunAsync(PartnerEndpoint to, Func<CancellationToken, Task<Attempt>> attempt, Action<Attempt> onRetry, CancellationToken cancel)
    {
        // Slugs are a line's own: two lines may each have a partner of one name.
        var pipeline = registry.GetOrAddPipeline<Attempt>($"escalation.post/{to.PartnerId}@{to.Url.Authority}", builder => Build(builder, to.PartnerId));
        var context = ResilienceContextPool.Shared.Get(cancel);
        try
        {
            context.Properties.Set(Deadline, clock.GetUtcNow() + TimeSpan.FromSeconds(options.Value.DeadlineSeconds));
            context.Properties.Set(Told, onRetry);
            return await pipeline.ExecuteAsync(static async (context, attempt) => await attempt(context.CancellationToken), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private void Build(ResiliencePipelineBuilder<Attempt> pipeline, string partner)
    {
        var set = options.Value;
        (pipeline.Name, pipeline.InstanceName, pipeline.TimeProvider) = ("escalation.post", partner, clock);
        pipeline.AddTimeout(TimeSpan.FromSeconds(set.DeadlineSeconds));
        if (set.Retries > 0)
            pipeline.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = set.Retries,
                Delay = TimeSpan.FromMilliseconds(set.RetryMilliseconds),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { End: PostEnd.Failed } failed && IsInTime(failed, args.Context)),
                DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
                OnRetry = static args =>
                {
                    args.Context.Properties.GetValue(Told, static _ => { })(args.Outcome.Result!);
                    return ValueTask.CompletedTask;
                },
            });
        pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
        {
            FailureRatio = 0.5,
            MinimumThroughput = FewestForBreaker,
            SamplingDuration = TimeSpan.FromSeconds(set.RestWindowSeconds),
            BreakDuration = TimeSpan.FromSeconds(set.RestSeconds),
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { IsSilence: true }),
        });
        pipeline.AddTimeout(TimeSpan.FromSeconds(set.AttemptSeconds));
    }

    // A partner that wants more patience than there is: whoever sent it decides what then.
    private bool IsInTime(Attempt failed, ResilienceContext context) =>
        failed.RetryAfter is not { } wait || clock.GetUtcNow() + wait < context.Properties.GetValue(Deadline, DateTimeOffset.MaxValue);
}
