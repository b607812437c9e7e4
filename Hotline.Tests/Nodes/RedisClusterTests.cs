using System.Diagnostics;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Nodes;

/// <summary>Redis Cluster of three masters under two server processes: a line lives on one master, the lines are spread.</summary>
public sealed class RedisClusterTests
{
    [Test]
    public async Task A_line_lives_on_one_master_and_falls_and_rises_with_it_alone()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var servers = await SeveralServers.StartAsync(2, cluster.ConnectionString, await (await PostgresServer.SharedAsync()).NewDatabaseAsync());
        var (a, b) = (servers[0], servers[1]);
        var (demo, drill) = (await cluster.MasterOfAsync("demo"), await cluster.MasterOfAsync("drill"));
        Assert.That(demo, Is.Not.SameAs(drill), "the lines are spread");
        foreach (var master in cluster.Masters)
        {
            var keys = await RedisCluster.KeysAsync(master);
            Assert.That(keys.Any(key => key.StartsWith("hotline:{demo}:", StringComparison.Ordinal)), Is.EqualTo(master == demo));
            Assert.That(keys.Any(key => key.StartsWith("hotline:{drill}:", StringComparison.Ordinal)), Is.EqualTo(master == drill));
        }

        var clocks = await Task.WhenAll(cluster.Masters.Select(master => RedisCluster.WasAskedAsync(master, "time")));
        Assert.That(clocks.Count(asked => asked), Is.EqualTo(1), "all nodes go by one clock");

        await using var board = await BoardWatcher.StartAsync(b);
        await using var console = await DeskConsole.StartAsync(b, "demo-operator");
        await using var other = await DeskConsole.StartAsync(b, "drill-001", "drill");
        await console.SetPresenceAsync(Presence.Available);
        await other.SetPresenceAsync(Presence.Available);
        await AnswerAsync(a, console, "demo");
        await AnswerAsync(a, other, "drill");
        var warned = await a.PostContactAsync(ThreeNodes.Body("no.such.kind"));
        await Until.True(() => board.Latest?.Alarms.Any(alarm => alarm.Kind == "intake_warning" && alarm.ContactId == warned.ContactId) == true, "an alarm raised at A stands on the board of B");
        await console.FinishAsync(await console.AcceptAsync(await console.OfferedAsync(warned.ContactId)));

        var clock = Stopwatch.StartNew();
        await demo.KillAsync();
        await Until.True(() => console.Latest is { Stores.Degraded: true } desk && desk.Stores.What.Contains("ledger"), "its desks are degraded");
        TestContext.Out.WriteLine($"Kill of a master to degraded: {clock.Elapsed.TotalSeconds:0.00} s");
        var kept = await a.PostContactAsync(ThreeNodes.Body());
        Assert.That(kept.Durability, Is.EqualTo("recorded"), "the inbox takes what the floor cannot");
        clock.Restart();
        await AnswerAsync(b, other, "drill");
        await AnswerAsync(a, other, "drill");
        TestContext.Out.WriteLine($"Two contacts of the other line answered meanwhile in {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.That(other.Latest!.Stores.What, Does.Not.Contain("ledger"), "the other line is not concerned");

        clock.Restart();
        await demo.RestartAsync();
        var offer = await console.OfferedAsync(kept.ContactId, TimeSpan.FromSeconds(30));
        TestContext.Out.WriteLine($"Start of the master to the offer of what came meanwhile: {clock.Elapsed.TotalSeconds:0.00} s");
        await console.FinishAsync(await console.AcceptAsync(offer));
        await Until.True(() => console.Latest is { Stores.Degraded: false }, "whole again", TimeSpan.FromSeconds(20));
        await ThreeNodes.ChainsAreWholeAsync(a);
    }

    private static async Task AnswerAsync(RunningServer node, DeskConsole console, string line)
    {
        var receipt = await node.PostContactAsync(ThreeNodes.Body(), line: line);
        await console.FinishAsync(await console.AcceptAsync(await console.OfferedAsync(receipt.ContactId)));
    }
}
