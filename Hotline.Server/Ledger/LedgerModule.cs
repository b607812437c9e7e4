using Hotline.Server.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polly;

namespace Hotline.Server.Ledger;

public static class LedgerModule
{
    public static WebApplicationBuilder AddLedger(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<LedgerOptions>(LedgerOptions.Section);
        services.AddResiliencePipelineRegistry<string>();
        services.AddSingleton<LedgerPipelines>();
        services.AddSingleton<RedisStore>();
        services.AddSingleton<LedgerClock>();
        services.AddSingleton<LedgerHealth>();
        services.AddSingleton<LedgerTelemetry>();
        services.AddSingleton<Replicas>();
        services.AddSingleton<IRecentEntries>(all => all.GetRequiredService<Replicas>());
        services.AddSingleton<RedisJournal>();
        services.AddSingleton<IJournal>(all => all.GetRequiredService<RedisJournal>());
        services.AddSingleton<IFloorPublisher>(all => all.GetRequiredService<RedisJournal>());
        services.AddSingleton<IFloorCounts, RedisCounts>();
        services.AddSingleton<RedisLeases>();
        services.AddSingleton<ILeases>(all => all.GetRequiredService<RedisLeases>());
        services.AddSingleton<IConsoleLeases>(all => all.GetRequiredService<RedisLeases>());
        services.AddSingleton<IAlarmStore, RedisAlarms>();
        services.AddSingleton<RedisLedger>();
        services.AddSingleton<ILedger>(all => all.GetRequiredService<RedisLedger>());
        services.AddSingleton<IGuardedLedger>(all => all.GetRequiredService<RedisLedger>());
        services.AddSingleton<KeptFloors>();
        services.AddSingleton<ICarryingLedger>(all => all.GetRequiredService<RedisLedger>());
        services.AddSingleton<IDurability, RedisDurability>();
        services.AddSingleton<LedgerCheck>();
        services.AddHealthChecks().AddCheck<LedgerReady>("ledger");
        services.TryAddSingleton<LoopBeats>();
        services.AddSingleton<CatchUp>();
        services.AddSingleton<FeedSigns>();
        services.AddSingleton<ReplicaFeed>();
        services.AddHostedService<MeasureClock>();
        services.AddHostedService(all => all.GetRequiredService<ReplicaFeed>());
        return builder;
    }
}
