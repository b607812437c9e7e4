using System.Text.Json;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Abuse;

/// <summary>The short form of the verb <c>abuse</c>: a real server on redis-server and PostgreSQL.</summary>
public sealed class AbuseTests
{
    private const int Requests = 1500;
    private const int Consoles = 200;
    private const int MostGrowthMiB = 600;

    [Test]
    public async Task Under_abuse_the_server_stays_ready_says_clearly_what_is_wrong_and_offers_real_contacts_in_time()
    {
        await using var redis = await RedisServer.StartAsync(appendOnly: true);
        await using var servers = await SeveralServers.StartAsync(1, redis.ConnectionString, await (await PostgresServer.SharedAsync()).NewDatabaseAsync());

        var report = await AbuseRun.RunAsync(servers[0], Requests, Consoles, waitForDeaf: false, seed: TestContext.CurrentContext.Random.Next());

        TestContext.Out.WriteLine(JsonSerializer.Serialize(report));
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.Answers.Keys, Has.Some.StartsWith("20").And.Some.StartsWith("40"), "the abuse reaches the endpoints");
        Assert.That(report.HubCompletions, Is.GreaterThan(Requests / 20), "and the methods of the hub");
        Assert.That(report.NotReady, Is.Zero);
        Assert.That(report.ConsolesBack, Is.EqualTo(Consoles));
        Assert.That(report.BystanderContacts, Is.GreaterThan(3));
        Assert.That(report.BystanderWorstSeconds, Is.LessThan(10));
        Assert.That(report.MemoryHighestMiB - report.MemoryBeforeMiB, Is.LessThan(MostGrowthMiB));
    }
}
