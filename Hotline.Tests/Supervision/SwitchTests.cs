using Hotline.Contracts;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using NUnit.Framework;

namespace Hotline.Tests.Supervision;

/// <summary>Divert and surge on a running server: who is asked changes, where a contact stands does not.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SwitchTests
{
    [Test]
    public async Task Diverted_only_a_supervisor_is_asked_and_returned_operators_are_asked_again_with_every_contact_in_its_place()
    {
        await using var server = await RunningServer.StartAsync();
        await using var board = await BoardWatcher.StartAsync(server);
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        await using var supervisor = await DeskConsole.StartAsync(server, "demo-supervisor");
        await worker.SetPresenceAsync(Presence.Available);

        // Offered before: it stays with whom it was put to.
        var before = await PostAsync(server);
        var offer = await worker.OfferedAsync(before);
        await SwitchAsync(board, LineSwitch.Divert, on: true);
        await Until.True(() => board.Latest?.Mode.Diverted is not null && worker.Latest?.Mode.Diverted is not null, "board and desk say that the queue is diverted");
        var held = await worker.AcceptAsync(offer);
        await worker.FinishAsync(held);

        string[] waiting = [await PostAsync(server), await PostAsync(server), await PostAsync(server)];
        await supervisor.SetPresenceAsync(Presence.Available);
        var taken = await supervisor.AcceptAsync(await supervisor.OfferedAsync(waiting[0]));
        await Until.True(() => board.Latest?.Queue.Select(row => row.ContactId).SequenceEqual(waiting[1..]) == true, "the others wait in their order");
        Assert.That(worker.Offered, Is.EqualTo(new[] { before }), "free, and asked about nothing");
        Assert.That(worker.Latest!.Me.Presence, Is.EqualTo(Presence.Available));

        await SwitchAsync(board, LineSwitch.Divert, on: false);
        var second = await worker.AcceptAsync(await worker.OfferedAsync(waiting[1]));
        await worker.FinishAsync(second);
        await worker.AcceptAsync(await worker.OfferedAsync(waiting[2]));
        await Until.True(() => board.Latest is { Queue.Count: 0, Live.Count: 2, Mode.Diverted: null }, "nobody is stranded");
        Assert.That(taken.ContactId, Is.EqualTo(waiting[0]));
    }

    [Test]
    public async Task A_queue_that_was_diverted_when_the_server_started_can_be_returned_without_another_start()
    {
        await using var server = await RunningServer.StartAsync();
        await using (var before = await BoardWatcher.StartAsync(server)) await SwitchAsync(before, LineSwitch.Divert, on: true);
        await server.KillAsync();
        await server.LaunchAsync();
        await using var board = await BoardWatcher.StartAsync(server);
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        await worker.SetPresenceAsync(Presence.Available);
        var contact = await PostAsync(server);
        await Until.True(() => board.Latest is { Mode.Diverted: not null } view && view.Queue.Any(row => row.ContactId == contact), "it is still diverted");
        Assert.That(worker.Offered, Is.Empty);

        await SwitchAsync(board, LineSwitch.Divert, on: false);
        await worker.AcceptAsync(await worker.OfferedAsync(contact));
    }

    [Test]
    public async Task With_no_supervisor_on_duty_a_diverted_queue_calls_everybody()
    {
        await using var server = await RunningServer.StartAsync();
        await using var board = await BoardWatcher.StartAsync(server);
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        await worker.SetPresenceAsync(Presence.Available);
        await SwitchAsync(board, LineSwitch.Divert, on: true);
        await Until.True(() => worker.Latest?.Mode.Diverted is not null, "it is diverted");

        var contact = await PostAsync(server);
        await Until.True(() => worker.Latest?.LastCalls.Any(call => call.ContactId == contact) == true, "the last call sounds on the operator's desk");
        var took = await worker.OrderAsync(nameof(IConsoleHub.TakeLastCall), new ContactOrder(Next(), contact, ""));

        Assert.That(took.Done, Is.True, took.Refusal);
        Assert.That(worker.Offered, Is.Empty);
    }

    [Test]
    public async Task A_switch_needs_a_reason_and_a_supervisor_holds_once_however_often_it_is_sent_and_is_audited()
    {
        await using var server = await RunningServer.StartAsync();
        await using var board = await BoardWatcher.StartAsync(server);
        await using var worker = await DeskConsole.StartAsync(server, "demo-operator");
        var order = new SwitchOrder(Next(), LineSwitch.Surge, true, "everybody calls at once");

        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SwitchLine), order with { Reason = " x " })).Refusal, Is.EqualTo("reason_needed"));
        await Assert.ThrowsAsync<HubException>(() => worker.OrderAsync(nameof(IConsoleHub.SwitchLine), order));
        for (var time = 0; time < 3; time++) Assert.That((await board.OrderAsync(nameof(IConsoleHub.SwitchLine), order)).Done, Is.True);
        await Until.True(() => board.Latest?.Mode.Surge is { By: "Demo Supervisor 王" }, "the board says who");
        var since = board.Latest!.Mode.Surge!.At;
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SwitchLine), order with { CommandId = Next() })).Done, Is.True, "on already");
        await SwitchAsync(board, LineSwitch.Surge, on: false);
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SwitchLine), order)).Done, Is.True, "late and sent again");
        await Until.True(() => board.Latest?.Mode.Surge is null, "and it stays off");

        var audit = await ThreeNodes.AskAsync<IReadOnlyList<AuditEntryView>>(server, HttpMethod.Get, "/api/v1/admin/audit?chain=administration", await server.SignInAsync("demo-admin"));
        Assert.That(audit.Where(entry => entry.Subject == "line:demo").Select(entry => entry.Action), Is.EqualTo(new[] { "surge_off", "surge_on" }));
        var log = await ReadLogAsync(server);
        Assert.That(log.Entries.Where(entry => entry.Group == ShiftLogGroup.Switches).Select(entry => (entry.Kind, entry.ByName, entry.Text)), Is.EqualTo(new[]
        {
            ("surge_off", "Demo Supervisor 王", "the test says so"), ("surge_on", "Demo Supervisor 王", "everybody calls at once"),
        }));
        Assert.That(log.Entries.Single(entry => entry.Kind == "surge_on").At, Is.EqualTo(since).Within(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public async Task While_sql_is_away_nothing_is_switched_and_the_supervisor_is_told()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            ("ConnectionStrings__Redis", redis.ConnectionString), ("ConnectionStrings__Records", await postgres.NewDatabaseAsync()),
            ("Records__Provider", "postgres"), ("Records__ApplyMigrations", "true"));
        await using var board = await BoardWatcher.StartAsync(server);
        await postgres.KillAsync();

        var order = new SwitchOrder(Next(), LineSwitch.Divert, true, "nobody else is here");
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.SwitchLine), order)).Refusal, Is.EqualTo("switch_unavailable"));
        await postgres.LaunchAsync();
        await Until.True(async () => (await board.OrderAsync(nameof(IConsoleHub.SwitchLine), order)).Done, "the same order is done when SQL is back", TimeSpan.FromSeconds(30));
        await Until.True(() => board.Latest?.Mode.Diverted is not null, "and holds");
    }

    internal static async Task SwitchAsync(BoardWatcher board, LineSwitch what, bool on)
    {
        var receipt = await board.OrderAsync(nameof(IConsoleHub.SwitchLine), new SwitchOrder(Next(), what, on, "the test says so"));
        Assert.That(receipt.Done, Is.True, receipt.Refusal);
    }

    internal static async Task<ShiftLogView> ReadLogAsync(RunningServer server) =>
        await ThreeNodes.AskAsync<ShiftLogView>(server, HttpMethod.Get, "/api/v1/console/shift-log", await server.SignInAsync("demo-supervisor"));

    internal static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());

    private static async Task<string> PostAsync(RunningServer server) => (await server.PostContactAsync(ThreeNodes.Body("cssrs.3"))).ContactId;
}
