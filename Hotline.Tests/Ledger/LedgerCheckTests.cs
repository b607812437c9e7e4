using Hotline.Server.Ledger;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using StackExchange.Redis;

namespace Hotline.Tests.Ledger;

[TestFixture]
public sealed class LedgerCheckTests
{
    [Test]
    public async Task A_redis_that_never_evicts_is_accepted_and_one_that_does_is_refused_by_name()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await LedgerNode.StartAsync(redis.ConnectionString);
        var check = node.Services.GetRequiredService<LedgerCheck>();
        Assert.That(async () => await check.CheckAsync(CancellationToken.None), Throws.Nothing);

        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");
        await admin.GetServers()[0].ConfigSetAsync("maxmemory-policy", "allkeys-lru");
        Assert.That(async () => await check.CheckAsync(CancellationToken.None),
            Throws.InvalidOperationException.With.Message.Contains("ConnectionStrings:Redis").And.Message.Contains("allkeys-lru"));
    }

    [Test]
    public async Task A_redis_that_does_not_answer_is_refused_by_name()
    {
        await using var node = await LedgerNode.StartAsync($"127.0.0.1:{FreePort.Next()},abortConnect=false,connectTimeout=500,connectRetry=0");
        Assert.That(async () => await node.Services.GetRequiredService<LedgerCheck>().CheckAsync(CancellationToken.None),
            Throws.InvalidOperationException.With.Message.Contains("ConnectionStrings:Redis"));
    }
}
