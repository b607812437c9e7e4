using Hotline.Contracts;
using Hotline.Tests.Supervision;
using Hotline.Tests.Support;
using NUnit.Framework;
using StackExchange.Redis;

namespace Hotline.Tests.Nodes;

/// <summary>What a supervisor does at one node holds at all of them.</summary>
public sealed class SupervisionAcrossNodesTests
{
    private const string Words = "Nobody leaves before the storm is over";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);
    private ThreeNodes nodes = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => nodes = await ThreeNodes.SharedAsync();

    [Test]
    public async Task A_queue_diverted_at_one_node_is_the_supervisors_at_all_and_returned_at_another_it_is_everybodys()
    {
        await using var a = await BoardWatcher.StartAsync(nodes.Servers[0]);
        await using var b = await BoardWatcher.StartAsync(nodes.Servers[1]);
        await using var worker = await DeskConsole.StartAsync(nodes.Servers[2], "demo-operator");
        await using var supervisor = await DeskConsole.StartAsync(nodes.Servers[1], "demo-supervisor");
        await SwitchTests.SwitchAsync(a, LineSwitch.Divert, on: true);
        await Until.True(() => b.Latest?.Mode.Diverted is not null && worker.Latest?.Mode.Diverted is not null, "every node has it within two seconds", Soon);
        await worker.SetPresenceAsync(Presence.Available);
        await supervisor.SetPresenceAsync(Presence.Available);

        var first = (await nodes.Servers[2].PostContactAsync(ThreeNodes.Body("cssrs.3"))).ContactId;
        var second = (await nodes.Servers[0].PostContactAsync(ThreeNodes.Body("cssrs.3"))).ContactId;
        var held = await supervisor.AcceptAsync(await supervisor.OfferedAsync(first));
        await Until.True(() => a.Latest?.Queue.Any(row => row.ContactId == second) == true, "the second waits");
        Assert.That(worker.Offered, Is.Empty);

        await SwitchTests.SwitchAsync(b, LineSwitch.Divert, on: false);
        await worker.FinishAsync(await worker.AcceptAsync(await worker.OfferedAsync(second)));
        await supervisor.FinishAsync(held);
        await Until.True(() => a.Latest is { Mode.Diverted: null, Queue.Count: 0 } && b.Latest is { Mode.Diverted: null }, "nobody is stranded", Soon);
        foreach (var console in new[] { worker, supervisor }) await console.SetPresenceAsync(Presence.OffDuty);
    }

    [Test]
    public async Task A_message_sent_at_one_node_is_shown_at_another_and_read_there_and_redis_never_has_its_text()
    {
        await using var a = await BoardWatcher.StartAsync(nodes.Servers[0]);
        await using var worker = await DeskConsole.StartAsync(nodes.Servers[2], "demo-operator");
        var order = new MessageOrder(SwitchTests.Next(), worker.Latest is { } desk ? desk.Me.WorkerId : null, Words);
        Assert.That((await a.OrderAsync(nameof(IConsoleHub.SendMessage), order)).Done, Is.True);
        await Until.True(() => worker.Latest?.Messages.Any(message => message.Text == Words) == true, "it is on the desk within two seconds", Soon);
        Assert.That((await worker.OrderAsync(nameof(IConsoleHub.ReadMessage), new ReadMessageOrder(SwitchTests.Next(), order.CommandId))).Done, Is.True);
        await Until.True(() => a.Latest?.Messages.Any(message => message.MessageId == order.CommandId && message.ReadBy.Count == 1) == true, "the supervisor sees it", Soon);

        Assert.That((await InRedisAsync()).Where(text => text.Contains("storm", StringComparison.Ordinal)), Is.Empty);
        Assert.That(await InRedisAsync(), Is.Not.Empty, "the search itself finds something");
    }

    [Test]
    public async Task An_alarm_has_one_id_at_all_nodes_and_is_acknowledged_for_all()
    {
        await using var a = await BoardWatcher.StartAsync(nodes.Servers[0]);
        await using var b = await BoardWatcher.StartAsync(nodes.Servers[1]);
        var alarm = await Until.Some(() => Task.FromResult(a.Latest?.Alarms.FirstOrDefault(one => one.Kind == "unstaffed")), "nobody is on duty", TimeSpan.FromSeconds(20));
        await Until.True(() => b.Latest?.Alarms.Any(one => one.AlarmId == alarm.AlarmId) == true, "the other node says the same");
        Assert.That((await b.OrderAsync(nameof(IConsoleHub.AcknowledgeAlarm), alarm.AlarmId)).Done, Is.True);
        await Until.True(() => a.Latest?.Alarms.Any(one => one.AlarmId == alarm.AlarmId && one.Acknowledged) == true, "acknowledged at both", Soon);
    }

    private async Task<List<string>> InRedisAsync()
    {
        var (database, server) = (nodes.Connection.GetDatabase(), nodes.Connection.GetServers()[0]);
        List<string> texts = [];
        await foreach (var key in server.KeysAsync())
            texts.AddRange(await database.KeyTypeAsync(key) switch
            {
                RedisType.Hash => (await database.HashGetAllAsync(key)).Select(entry => $"{entry.Name}={entry.Value}"),
                RedisType.SortedSet => (await database.SortedSetRangeByRankAsync(key)).Select(value => value.ToString()),
                RedisType.String => [(await database.StringGetAsync(key)).ToString()],
                _ => [],
            });
        return texts;
    }
}
