using System.Net;
using Hotline.Contracts;
using Hotline.Tests.Identity;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Handover;

/// <summary>Hand-overs on a running server, between real consoles: at every moment somebody holds the contact.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HandoverServerTests
{
    private RunningServer server = null!;
    private DeskConsole sender = null!;
    private DeskConsole receiver = null!;
    private EngagementView held = null!;

    [SetUp]
    public async Task Start()
    {
        server = await RunningServer.StartAsync();
        sender = await DeskConsole.StartAsync(server, "demo-operator");
        await sender.SetPresenceAsync(Presence.Available);
        var contact = (await server.PostContactAsync(ThreeNodes.Body())).ContactId;
        held = await sender.AcceptAsync(await sender.OfferedAsync(contact));
        receiver = await DeskConsole.StartAsync(server, "demo-senior");
        await receiver.SetPresenceAsync(Presence.Available);
        await Until.True(() => receiver.Latest?.Me.Presence == Presence.Available, "the receiver is there");
    }

    [TearDown]
    public async Task Stop()
    {
        if (receiver is not null) await receiver.DisposeAsync();
        if (sender is not null) await sender.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task A_cold_transfer_that_is_accepted_moves_the_contact_with_its_note()
    {
        using var browser = new Browser(server.Url) { Cookie = sender.Cookie };
        var choice = await browser.ReadAsync($"/api/v1/console/contacts/{held.ContactId}/receivers", WireJson.Default.ReceiversView);
        Assert.That(choice.Workers.Single(worker => worker.WorkerId == Receiver).CannotTake, Is.Null);
        var order = Ask(TransferKind.Cold, "she asked for a woman");

        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), order)).Refusal, Is.Null);
        var offer = await receiver.OfferedAsync(held.ContactId);
        Assert.That(offer.From, Is.EqualTo("Demo Operator 林"));
        Assert.That(offer.WhyYou, Is.EqualTo(new[] { "transfer_cold" }));
        Assert.That(sender.Latest!.Engagements.Single().Transfer, Has.Property("Step").EqualTo(TransferStep.Seeking));
        var taken = await receiver.AcceptAsync(offer);

        await Until.True(() => sender.Latest is { Engagements.Count: 0, Me.QuietUntil: not null }, "the sender has time to write");
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.EndContact), new EndOrder(Next(), held.ContactId, held.Fence, Outcome.Supported))).Done, Is.False, "no longer theirs");
        using var reading = new Browser(server.Url) { Cookie = receiver.Cookie };
        await Until.True(async () => (await ReadAsync(reading)).Handovers is [{ Text: "she asked for a woman", WorkerName: "Demo Operator 林" }], "the note is there");
        await receiver.FinishAsync(taken);
    }

    [Test]
    public async Task A_declined_transfer_is_the_senders_choice_again()
    {
        await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Ask(TransferKind.Warm));
        var offer = await receiver.OfferedAsync(held.ContactId);
        await receiver.OrderAsync(nameof(IConsoleHub.DeclineOffer), new OfferOrder(Next(), offer.ContactId, offer.OfferId, offer.Fence));

        await Until.True(() => sender.Latest?.Engagements is [{ Transfer: { Step: TransferStep.Over, End: TransferEnd.Declined } }], "the sender still holds it and chooses");
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Ask(TransferKind.Cold) with { To = TransferTo.Skill, WorkerId = null, Skill = "trauma", Level = 9 })).Refusal, Is.EqualTo("transfer_incomplete"));
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.CancelTransfer), new ContactOrder(Next(), held.ContactId, held.Fence))).Done, Is.True, "kept");
        await Until.True(() => sender.Latest?.Engagements is [{ Transfer: null, Phase: Phase.Engaged }], "and it goes on");
    }

    [Test]
    public async Task A_transfer_to_a_skill_finds_who_has_it()
    {
        await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Ask(TransferKind.Cold) with { To = TransferTo.Skill, WorkerId = null, Skill = "trauma", Level = 2 });
        await receiver.AcceptAsync(await receiver.OfferedAsync(held.ContactId));
        await Until.True(() => sender.Latest is { Engagements.Count: 0 }, "it is theirs");
    }

    [Test]
    public async Task A_warm_transfer_joins_two_and_is_handed_over_by_the_sender()
    {
        await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Ask(TransferKind.Warm));
        await JoinAsync();
        var both = sender.Latest!.Engagements.Single();
        Assert.That((both.Transfer!.Step, both.Beside!.Single().Role), Is.EqualTo((TransferStep.Joined, BesideRole.Receiver)));

        var done = await sender.OrderAsync(nameof(IConsoleHub.CompleteTransfer), new BesideOrder(Next(), held.ContactId, Receiver, held.Fence));

        Assert.That((done.Done, done.Recorded), Is.EqualTo((true, true)), done.Refusal);
        await Until.True(() => receiver.Latest is { Engagements: [{ Transfer: null }], Beside: null } && sender.Latest is { Engagements.Count: 0 }, "it has moved");
        await receiver.FinishAsync(receiver.Latest!.Engagements[0]);
    }

    [Test]
    public async Task A_supervisor_joins_is_seen_and_leaves_and_nobody_else_may_join()
    {
        await using var supervisor = await BoardWatcher.StartAsync(server);
        var join = new ContactOrder(Next(), held.ContactId, "");
        Assert.That(async () => await receiver.OrderAsync(nameof(IConsoleHub.JoinContact), join), Throws.InstanceOf<Microsoft.AspNetCore.SignalR.HubException>());
        using var outside = new Browser(server.Url) { Cookie = receiver.Cookie };
        using (var refused = await outside.GetAsync($"/api/v1/console/contacts/{held.ContactId}")) Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));

        Assert.That((await supervisor.OrderAsync(nameof(IConsoleHub.JoinContact), join)).Refusal, Is.Null);
        await Until.True(() => sender.Latest?.Engagements is [{ Beside: [{ Role: BesideRole.Supervisor }] }], "the holder sees it");
        await Until.True(() => supervisor.Desk?.Beside is [{ HolderName: "Demo Operator 林" }], "the supervisor's desk shows the conversation");
        await Until.True(() => supervisor.Latest?.Live is [{ Beside: [_] }], "so does the board");
        var me = supervisor.Desk!.Me.WorkerId;
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.LeaveContact), new BesideOrder(Next(), held.ContactId, me, held.Fence))).Refusal, Is.EqualTo("supervisor_beside"));

        Assert.That((await supervisor.OrderAsync(nameof(IConsoleHub.LeaveContact), new BesideOrder(Next(), held.ContactId, me, ""))).Done, Is.True);
        await Until.True(() => sender.Latest?.Engagements is [{ Beside: null }] && supervisor.Desk?.Beside is null, "gone again");
    }

    [Test]
    public async Task What_was_just_answered_is_taken_over_without_a_typed_reason()
    {
        await using var supervisor = await BoardWatcher.StartAsync(server);
        var over = await supervisor.OrderAsync(nameof(IConsoleHub.TakeOverContact), new SupervisorOrder(Next(), held.ContactId, null, ""));
        Assert.That(over.Refusal, Is.Null);
        await Until.True(() => supervisor.Desk?.Engagements is [_] && sender.Latest is { Engagements.Count: 0 }, "the supervisor has it");
    }

    [Test]
    public async Task Given_back_with_a_reason_it_waits_and_goes_to_somebody_else_who_reads_why()
    {
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.ReturnContact), new ReturnOrder(Next(), held.ContactId, held.Fence, " "))).Done, Is.False, "it takes a reason");
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.ReturnContact), new ReturnOrder(Next(), held.ContactId, held.Fence, "we know each other"))).Refusal, Is.Null);

        var taken = await receiver.AcceptAsync(await receiver.OfferedAsync(held.ContactId));
        using var reading = new Browser(server.Url) { Cookie = receiver.Cookie };
        await Until.True(async () => (await ReadAsync(reading)).Handovers is [{ Text: "we know each other" }], "the reason is there");
        await receiver.FinishAsync(taken);
    }

    [Test]
    public async Task After_a_restart_in_the_middle_both_are_where_they_were()
    {
        await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Ask(TransferKind.Warm));
        await JoinAsync();
        var (mine, theirs) = (sender.Cookie, receiver.Cookie);
        await server.KillAsync();
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
        await server.LaunchAsync();
        sender = await DeskConsole.StartAsync(server.Url, mine);
        receiver = await DeskConsole.StartAsync(server.Url, theirs);

        await Until.True(() => sender.Latest?.Engagements is [{ Transfer.Step: TransferStep.Joined, Beside: [_] }] && receiver.Latest?.Beside is [_], "both are in the conversation", TimeSpan.FromSeconds(30));
        var now = sender.Latest!.Engagements.Single();
        await Until.True(
            async () => (await sender.OrderAsync(nameof(IConsoleHub.CompleteTransfer), new BesideOrder(Next(), now.ContactId, Receiver, now.Fence))).Done, "and it is handed over", TimeSpan.FromSeconds(30));
        await Until.True(() => receiver.Latest?.Engagements is [_], "it has moved");
    }

    private string Receiver => receiver.Latest!.Me.WorkerId;

    private TransferOrder Ask(TransferKind kind, string? note = null) => new(Next(), held.ContactId, held.Fence, kind, TransferTo.Worker, Receiver, null, null, note);

    /// <summary>The receiver says yes: both are with the help seeker.</summary>
    private async Task JoinAsync()
    {
        var offer = await receiver.OfferedAsync(held.ContactId);
        Assert.That((await receiver.OrderAsync(nameof(IConsoleHub.AcceptOffer), new OfferOrder(Next(), offer.ContactId, offer.OfferId, offer.Fence))).Refusal, Is.Null);
        await Until.True(() => receiver.Latest?.Beside is [{ Role: BesideRole.Receiver }] && sender.Latest?.Engagements is [{ Transfer.Step: TransferStep.Joined }], "two are in the conversation");
    }

    private Task<ContactRecord> ReadAsync(Browser browser) => browser.ReadAsync($"/api/v1/console/contacts/{held.ContactId}", WireJson.Default.ContactRecord);

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());
}
