using Hotline.Server.Platform;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

public static class LedgerModule
{
    /// <summary>Name of the pipeline around commits. Commits carry their id, so trying again is safe.</summary>
    public const string CommitPipeline = "ledger.commit";

    public static WebApplicationBuilder AddLedger(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<LedgerOptions>(LedgerOptions.Section);
        services.AddResiliencePipeline(CommitPipeline, static (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<LedgerOptions>>().Value;
            pipeline.AddTimeout(TimeSpan.FromMilliseconds(options.TimeoutMilliseconds * 2))
                .AddRetry(new RetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromMilliseconds(50),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder().Handle<RedisConnectionException>().Handle<RedisTimeoutException>(),
                })
                .AddTimeout(TimeSpan.FromMilliseconds(options.TimeoutMilliseconds));
        });
        services.AddSingleton<RedisStore>();
        services.AddSingleton<LedgerClock>();
        services.AddSingleton<LedgerHealth>();
        services.AddSingleton<LedgerTelemetry>();
        services.AddSingleton<Replicas>();
        services.AddSingleton<RedisJournal>();
        services.AddSingleton<IJournal>(all => all.GetRequiredService<RedisJournal>());
        services.AddSingleton<IFloorPublisher>(all => all.GetRequiredService<RedisJournal>());
        services.AddSingleton<RedisLeases>();
        services.AddSingleton<ILeases>(all => all.GetRequiredService<RedisLeases>());
        services.AddSingleton<IConsoleLeases>(all => all.GetRequiredService<RedisLeases>());
        services.AddSingleton<IAlarmStore, RedisAlarms>();
        services.AddSingleton<RedisLedger>();
        services.AddSingleton<ILedger>(all => all.GetRequiredService<RedisLedger>());
        services.AddSingleton<IGuardedLedger>(all => all.GetRequiredService<RedisLedger>());
        services.AddSingleton<ICarryingLedger>(all => all.GetRequiredService<RedisLedger>());
        services.AddSingleton<IDurability, RedisDurability>();
        services.AddSingleton<LedgerCheck>();
        services.AddHealthChecks().AddCheck<LedgerReady>("ledger");
        services.AddSingleton<ReplicaFeed>();
        services.AddHostedService(all => all.GetRequiredService<ReplicaFeed>());
        return builder;
    }
}
