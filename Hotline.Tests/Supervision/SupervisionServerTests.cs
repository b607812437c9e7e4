using System.Net;
using Hotline.Contracts;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using NUnit.Framework;

namespace Hotline.Tests.Supervision;

/// <summary>Thresholds, pull-next, messages and the shift log on a running server.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class SupervisionServerTests
{
    private RunningServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await RunningServer.StartAsync();
        await RoutingSetting.SetAsync(server, routing => routing with { PullNext = true, Thresholds = routing.Thresholds with { MinimumStaff = 1, QueueLength = 2 } });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task A_worker_takes_the_first_in_rank_order_and_sent_again_it_is_the_same_contact()
    {
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        var low = (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.2", "no"), EvidenceItem.Of("distress", 1)], null, null, null))).ContactId;
        var high = (await server.PostContactAsync(ThreeNodes.Body("cssrs.4"))).ContactId;
        Assert.That((await worker.OrderAsync(nameof(IConsoleHub.PullNext), new PullOrder(SwitchTests.Next()))).Refusal, Is.EqualTo("pull_not_allowed"), "off duty");
        Assert.That(worker.Latest!.Pull, Is.Null);
        await worker.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(SwitchTests.Next(), Presence.Break, BreakReason.Documentation));
        await Until.True(() => worker.Latest?.Pull is { Waiting: 2 }, "the desk says how many wait");

        var order = new PullOrder(SwitchTests.Next());
        var taken = await worker.OrderAsync(nameof(IConsoleHub.PullNext), order);
        var again = await worker.OrderAsync(nameof(IConsoleHub.PullNext), order);

        Assert.That((taken.Done, again.Done, again.Sequence), Is.EqualTo((true, true, taken.Sequence)), taken.Refusal);
        await Until.True(() => worker.Latest?.Engagements is [var held] && held.ContactId == high, "the graver one is held");
        Assert.That((await worker.OrderAsync(nameof(IConsoleHub.PullNext), new PullOrder(SwitchTests.Next()))).Refusal, Is.EqualTo("nothing_to_pull"), "a call is exclusive");
        await worker.FinishAsync(worker.Latest!.Engagements[0]);
        Assert.That((await worker.OrderAsync(nameof(IConsoleHub.PullNext), new PullOrder(SwitchTests.Next()))).Done, Is.True);
        await Until.True(() => worker.Latest?.Engagements is [var held] && held.ContactId == low, "then the other");
        await worker.FinishAsync(worker.Latest!.Engagements[0]);
        await worker.SetPresenceAsync(Presence.OffDuty);
    }

    [Test]
    public async Task Two_who_take_the_next_at_once_get_two_contacts()
    {
        await using var one = await DeskConsole.StartAsync(server, "demo-operator");
        await using var other = await DeskConsole.StartAsync(server, "demo-operator2");
        foreach (var console in new[] { one, other }) await console.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(SwitchTests.Next(), Presence.Break, BreakReason.Documentation));
        await server.PostContactAsync(ThreeNodes.Body());
        await server.PostContactAsync(ThreeNodes.Body());
        await Until.True(() => one.Latest?.Pull is { Waiting: 2 } && other.Latest?.Pull is { Waiting: 2 }, "both wait");

        var receipts = await Task.WhenAll(new[] { one, other }.Select(console => console.OrderAsync(nameof(IConsoleHub.PullNext), new PullOrder(SwitchTests.Next()))));

        Assert.That(receipts.Select(receipt => receipt.Refusal), Is.All.Null);
        foreach (var console in new[] { one, other })
        {
            await Until.True(() => console.Latest?.Engagements.Count == 1, "each holds one");
            await console.FinishAsync(console.Latest!.Engagements[0]);
            await console.SetPresenceAsync(Presence.OffDuty);
        }
    }

    [Test]
    public async Task Too_few_on_duty_and_a_long_queue_alarm_are_acknowledged_and_alarm_again_when_they_come_again()
    {
        await using var board = await BoardWatcher.StartAsync(server);
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        var first = await AlarmAsync(board, "understaffed");
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.AcknowledgeAlarm), first.AlarmId)).Done, Is.True);
        await Until.True(() => board.Latest!.Alarms.Any(alarm => alarm.AlarmId == first.AlarmId && alarm.Acknowledged), "it is quiet");
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.AcknowledgeAlarm), "understaffed:1")).Refusal, Is.EqualTo("unknown_alarm"));
        await worker.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(SwitchTests.Next(), Presence.Break, null));
        await Until.True(() => board.Latest!.Alarms.All(alarm => alarm.Kind != "understaffed"), "it is over some seconds after", TimeSpan.FromSeconds(20));
        await worker.SetPresenceAsync(Presence.OffDuty);
        var second = await AlarmAsync(board, "understaffed");
        Assert.That((second.AlarmId != first.AlarmId, second.Acknowledged), Is.EqualTo((true, false)));

        var contacts = new List<string>();
        for (var i = 0; i < 3; i++) contacts.Add((await server.PostContactAsync(ThreeNodes.Body())).ContactId);
        await AlarmAsync(board, "queue_long");
        foreach (var contact in contacts) await board.OrderAsync(nameof(IConsoleHub.ForceContact), new ForceOrder(SwitchTests.Next(), contact, Phase.Closed, null, Outcome.Other, "end of the test"));

        await Until.True(async () => (await SwitchTests.ReadLogAsync(server)).Entries is var entries
            && entries.Count(entry => entry is { Kind: "alarm_raised", Detail: "understaffed" }) >= 2
            && entries.Any(entry => entry is { Kind: "alarm_acknowledged", Detail: "understaffed", ByName: "Demo Supervisor 王" })
            && entries.Any(entry => entry is { Kind: "alarm_raised", Detail: "queue_long" }), "the shift log has written all of it");
        Assert.That((await SwitchTests.ReadLogAsync(server)).Entries.Where(entry => entry.Kind == "ContactForced").Select(entry => (entry.ByName, entry.Text)),
            Is.All.EqualTo(("Demo Supervisor 王", "end of the test")), "who and why stand beside what was forced");
    }

    [Test]
    public async Task A_message_stays_until_it_is_read_and_the_supervisor_sees_by_whom()
    {
        await using var board = await BoardWatcher.StartAsync(server);
        await using var supervisor = await DeskConsole.StartAsync(server, "demo-supervisor");
        var worker = await DeskConsole.StartAsync(server, "demo-operator");
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SendMessage), new MessageOrder(SwitchTests.Next(), null, " "))).Refusal, Is.EqualTo("message_length"));
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SendMessage), new MessageOrder(SwitchTests.Next(), null, new string('x', 501)))).Refusal, Is.EqualTo("message_length"));
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SendMessage), new MessageOrder(SwitchTests.Next(), "nobody", "hello"))).Refusal, Is.EqualTo("unknown_worker"));
        await Assert.ThrowsAsync<HubException>(() => worker.OrderAsync(nameof(IConsoleHub.SendMessage), new MessageOrder(SwitchTests.Next(), null, "hello")));

        var order = new MessageOrder(SwitchTests.Next(), null, "Tea is in the kitchen\n休息一下");
        for (var time = 0; time < 2; time++) Assert.That((await board.OrderAsync(nameof(IConsoleHub.SendMessage), order)).Done, Is.True);
        await Until.True(() => worker.Latest?.Messages is [{ Text: "Tea is in the kitchen\n休息一下", ToAll: true, FromName: "Demo Supervisor 王" }], "it is on the desk, once");
        Assert.That(supervisor.Latest!.Messages, Is.Empty, "whoever wrote it knows it");
        await worker.DisposeAsync();
        await using var reloaded = await DeskConsole.StartAsync(server, "demo-operator");
        await Until.True(() => reloaded.Latest?.Messages.Count == 1, "after a reload it is still there");

        var read = new ReadMessageOrder(SwitchTests.Next(), order.CommandId);
        for (var time = 0; time < 2; time++) Assert.That((await reloaded.OrderAsync(nameof(IConsoleHub.ReadMessage), read)).Done, Is.True);
        await Until.True(() => reloaded.Latest?.Messages.Count == 0, "read, it is gone");
        await Until.True(() => board.Latest?.Messages is [{ ReadBy: ["Demo Operator 林"] }], "the supervisor sees who has read it");

        var own = new MessageOrder(SwitchTests.Next(), reloaded.Latest!.Me.WorkerId, "for you alone");
        await board.OrderAsync(nameof(IConsoleHub.SendMessage), own);
        await Until.True(() => reloaded.Latest?.Messages is [{ ToAll: false }], "one worker has it");
        await using var other = await DeskConsole.StartAsync(server, "demo-operator2");
        Assert.That((await other.OrderAsync(nameof(IConsoleHub.ReadMessage), new ReadMessageOrder(SwitchTests.Next(), own.CommandId))).Refusal, Is.EqualTo("unknown_message"));
    }

    [Test]
    public async Task The_log_is_the_supervisors_keeps_their_notes_and_every_read_is_audited()
    {
        await using var board = await BoardWatcher.StartAsync(server);
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.WriteShiftNote), new ShiftNoteOrder(SwitchTests.Next(), ""))).Refusal, Is.EqualTo("shift_note_length"));
        var order = new ShiftNoteOrder(SwitchTests.Next(), "The door of room 2 sticks");
        for (var time = 0; time < 2; time++) Assert.That((await board.OrderAsync(nameof(IConsoleHub.WriteShiftNote), order)).Done, Is.True);

        var log = await SwitchTests.ReadLogAsync(server);
        Assert.That(log.Entries.Where(entry => entry.Kind == "note").Select(entry => (entry.Text, entry.ByName)), Is.EqualTo(new[] { ("The door of room 2 sticks", "Demo Supervisor 王") }));
        Assert.That(log.Until - log.From, Is.EqualTo(TimeSpan.FromHours(8)));
        Assert.That((await AskAsync("demo-operator", "")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await AskAsync("demo-supervisor", "?ago=-1")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var earlier = await AskAsync("demo-supervisor", "?ago=5");
        Assert.That(await earlier.Content.ReadAsStringAsync(), Does.Contain("\"entries\":[]"));
        var audit = await ThreeNodes.AskAsync<IReadOnlyList<AuditEntryView>>(server, HttpMethod.Get, "/api/v1/admin/audit?chain=line:demo", await server.SignInAsync("demo-admin"));
        Assert.That(audit.Select(entry => entry.Action), Has.Some.EqualTo("ShiftLogRead").And.Some.EqualTo("ShiftNoteWritten"));
        Assert.That(server.Output, Does.Not.Contain("sticks").And.Not.Contain("kitchen"), "no text of a person is logged");
    }

    private static async Task<AlarmView> AlarmAsync(BoardWatcher board, string kind) =>
        await Until.Some(() => Task.FromResult(board.Latest?.Alarms.FirstOrDefault(alarm => alarm.Kind == kind && !alarm.Acknowledged)), $"{kind} is on the board", TimeSpan.FromSeconds(20));

    private async Task<HttpResponseMessage> AskAsync(string user, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/console/shift-log" + query);
        request.Headers.Add("Cookie", await server.SignInAsync(user));
        return await server.Client.SendAsync(request);
    }
}
