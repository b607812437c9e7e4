using System.Diagnostics;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Nodes;

/// <summary>Redis with a replica and a sentinel under two server processes: the master dies, the service does not.</summary>
public sealed class RedisSentinelTests
{
    private const int Before = 20;

    [Test]
    public async Task After_the_master_died_the_replica_carries_on_and_nothing_acknowledged_is_lost()
    {
        await using var sentinel = await RedisSentinel.StartAsync();
        await using var servers = await SeveralServers.StartAsync(2, sentinel.ConnectionString, await (await PostgresServer.SharedAsync()).NewDatabaseAsync());
        await using var board = await BoardWatcher.StartAsync(servers[1]);
        List<string> acknowledged = [];
        for (var number = 0; number < Before; number++) acknowledged.Add(await AcknowledgedAsync(servers[number % 2], ThreeNodes.Body()));
        await Until.True(() => board.Latest?.QueueLength == Before, "all wait");
        var epoch = board.Latest!.Epoch;

        var clock = Stopwatch.StartNew();
        await sentinel.Master.KillAsync();
        // During the failover too: the inbox acknowledges.
        for (var number = 0; number < 4; number++) acknowledged.Add(await AcknowledgedAsync(servers[number % 2], ThreeNodes.Body("cssrs.4")));
        TestContext.Out.WriteLine($"Four contacts acknowledged in the first {clock.Elapsed.TotalSeconds:0.00} s without a master");
        // Another server is another epoch: it may lack what the master had acknowledged last.
        await Until.True(
            () => board.Latest is { } view && view.Epoch > epoch && view.QueueLength == acknowledged.Count && !view.Stores.Degraded, "all wait again, on the replica, in a new epoch", TimeSpan.FromSeconds(30));
        TestContext.Out.WriteLine($"Kill of the master to the floor whole again: {clock.Elapsed.TotalSeconds:0.00} s");
        await Until.True(async () => await sentinel.MasterPortAsync() == sentinel.Replica.Port, "the sentinel names the replica as master");

        await using var console = await DeskConsole.StartAsync(servers[0], "demo-operator");
        await console.SetPresenceAsync(Presence.Available);
        var first = await Until.Some(() => Task.FromResult(console.Latest is { Offers: [var one, ..] } ? one : null), "the first is offered");
        Assert.That(first.Band, Is.GreaterThanOrEqualTo(Band.High));
        await console.AcceptAsync(first);
        foreach (var contact in acknowledged)
            foreach (var server in servers.All)
                await Until.True(async () => (await server.ReadPlaceAsync(contact)).Phase is Phase.Waiting or Phase.Engaged, $"{contact} is there");

        // The old master comes back as a replica of the new one and changes nothing.
        await sentinel.Master.RestartAsync();
        await AcknowledgedAsync(servers[1], ThreeNodes.Body());
        await Until.True(() => board.Latest?.QueueLength == acknowledged.Count, "one more, one less");
        await ThreeNodes.ChainsAreWholeAsync(servers[1]);
    }

    /// <summary>Sent again under its key until it is acknowledged, as a channel does.</summary>
    private static async Task<string> AcknowledgedAsync(RunningServer server, OpenContactRequest body)
    {
        var key = Guid.NewGuid().ToString("N");
        var receipt = await Until.Some(async () =>
        {
            try
            {
                return await server.PostContactAsync(body, key);
            }
            catch (HttpRequestException refused) when (refused.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }
        }, "the contact is acknowledged", TimeSpan.FromSeconds(20));
        return receipt.ContactId;
    }
}
