using Hotline.Contracts;
using Hotline.Tests.Identity;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Handover;

/// <summary>A contact from one line to another on a running server: at every moment one side has the help seeker.</summary>
public sealed class LineTransferServerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private RunningServer server = null!;
    private DeskConsole sender = null!;
    private DeskConsole receiver = null!;
    private EngagementView held = null!;

    [SetUp]
    public async Task Start()
    {
        server = await RunningServer.StartAsync();
        var cookie = await SecondLine.OpenAsync(server);
        sender = await DeskConsole.StartAsync(server, "demo-operator");
        await sender.SetPresenceAsync(Presence.Available);
        var body = ThreeNodes.Body("cssrs.4") with { Particulars = new Particulars("Somebody", "555 0100", null, null), Text = "first words" };
        var contact = (await server.PostContactAsync(body, "arrival")).ContactId;
        held = await sender.AcceptAsync(await sender.OfferedAsync(contact));
        receiver = await DeskConsole.StartAsync(server.Url, cookie, SecondLine.Id);
    }

    [TearDown]
    public async Task Stop()
    {
        if (receiver is not null) await receiver.DisposeAsync();
        if (sender is not null) await sender.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task Whoever_accepts_over_there_has_all_that_is_known_and_all_that_comes_later()
    {
        await BeThereAsync();
        using var browser = new Browser(server.Url) { Cookie = sender.Cookie };
        var choice = await browser.ReadAsync($"/api/v1/console/contacts/{held.ContactId}/receivers", WireJson.Default.ReceiversView);
        Assert.That(choice.Lines, Is.EqualTo(new[] { new LineChoice(SecondLine.Id, SecondLine.Name, "港湾热线", 1) }), "neither the drill line nor its own");
        await AskAsync("she moved to the harbour");
        var offer = await OfferedThereAsync();
        Assert.That((offer.From, offer.Band, offer.ArrivedAt), Is.EqualTo(("Demo line", Band.High, held.ArrivedAt)));
        Assert.That(sender.Latest!.Engagements is [{ Phase: Phase.Engaged, Transfer.Step: TransferStep.Seeking }], Is.True, "the sender still has it");
        await SecondLine.SendAsync(server, held.ContactId, "texts", new AddTextRequest("said in between"), WireJson.Default.AddTextRequest, "between");

        var taken = await receiver.AcceptAsync(offer);

        await Until.True(() => sender.Latest?.Engagements is [{ Phase: Phase.WrapUp }], "the sender writes it up", Soon);
        Assert.That((await SecondLine.SendAsync(server, held.ContactId, "texts", new AddTextRequest("said afterwards"), WireJson.Default.AddTextRequest)).ContactId, Is.EqualTo(held.ContactId), "by the id the channel knows");
        await SecondLine.SendAsync(server, held.ContactId, "texts", new AddTextRequest("said in between"), WireJson.Default.AddTextRequest, "between");
        await SecondLine.SendAsync(server, held.ContactId, "evidence", new AddEvidenceRequest([EvidenceItem.Of("act_in_progress", "yes")]), WireJson.Default.AddEvidenceRequest);
        Assert.That((await SecondLine.SendAsync(server, held.ContactId, "withdrawal", new WithdrawRequest("hung_up"), WireJson.Default.WithdrawRequest)).Phase, Is.EqualTo(Phase.Engaged), "somebody is there");
        await Until.True(() => receiver.Latest?.Engagements is [{ Band: Band.Imminent }], "what came afterwards is graded there", Soon);
        using var reading = new Browser(server.Url) { Cookie = receiver.Cookie };
        var there = await Until.Some(async () => await ReadAsync(reading, taken.ContactId) is { Texts.Count: 3 } read ? read : null, "all three texts are there, each once", Soon);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(there.Texts.Select(text => text.Text), Is.EquivalentTo(new[] { "first words", "said in between", "said afterwards" }));
            Assert.That(there.Particulars!.Name, Is.EqualTo("Somebody"));
            Assert.That(there.Handovers!.Single(), Has.Property("Text").EqualTo("she moved to the harbour").And.Property("WorkerName").EqualTo("Demo Operator 林"));
            Assert.That(there.Timeline.Single(entry => entry.Kind == "ContactHandedIn").Detail, Is.EqualTo($"line:demo contact:{held.ContactId}"));
            Assert.That((await ReadAsync(browser, held.ContactId)).Timeline.Single(entry => entry.Kind == "ContactSentOn").Detail, Is.EqualTo($"line:{SecondLine.Id} contact:{taken.ContactId}"));
            Assert.That((await server.ReadPlaceAsync(held.ContactId)).Phase, Is.EqualTo(Phase.Engaged), "where the channel looks, it goes on");
        }
    }

    [Test]
    public async Task Nobody_takes_it_and_it_is_the_senders_choice_once_it_is_gone_there()
    {
        await server.SetRoutingAsync(routing => routing with { TransferSeconds = 10 });
        await AskAsync();
        await Until.True(async () => await CountThereAsync() == 1, "it waits there", Soon);

        await Until.True(() => sender.Latest?.Engagements is [{ Phase: Phase.Engaged, Transfer: { Step: TransferStep.Over, End: TransferEnd.Unanswered } }], "the sender chooses", Soon);

        await Until.True(async () => await CountThereAsync() == 0, "nobody waits there any more", Soon);
        await BeThereAsync();
        await AskAsync();
        await receiver.AcceptAsync(await OfferedThereAsync());
        await Until.True(() => sender.Latest?.Engagements is [{ Phase: Phase.WrapUp }], "a second attempt is another contact", Soon);
    }

    [Test]
    public async Task Called_back_it_is_offered_to_nobody_there_any_more()
    {
        await BeThereAsync();
        await AskAsync();
        var offer = await OfferedThereAsync();

        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.CancelTransfer), new ContactOrder(Next(), held.ContactId, held.Fence))).Refusal, Is.Null);

        await Until.True(() => sender.Latest?.Engagements is [{ Phase: Phase.Engaged, Transfer: null }], "the sender goes on", Soon);
        Assert.That((await receiver.OrderAsync(nameof(IConsoleHub.AcceptOffer), new OfferOrder(Next(), offer.ContactId, offer.OfferId, offer.Fence))).Done, Is.False);
        await Until.True(() => receiver.Latest is { Offers.Count: 0, Engagements.Count: 0 }, "nothing is left over there", Soon);
        await sender.FinishAsync(held);
    }

    [Test]
    public async Task What_the_sender_ends_is_withdrawn_there()
    {
        await AskAsync();
        await Until.True(async () => await CountThereAsync() == 1, "it waits there", Soon);

        await sender.FinishAsync(held);

        await Until.True(async () => await CountThereAsync() == 0, "nobody is asked for somebody who has been helped", Soon);
    }

    [Test]
    public async Task After_a_restart_in_the_middle_it_goes_on_where_it_was()
    {
        await AskAsync("before the restart");
        await Until.True(async () => await CountThereAsync() == 1, "it waits there", Soon);
        var (mine, theirs) = (sender.Cookie, receiver.Cookie);
        await server.KillAsync();
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
        await server.LaunchAsync();
        sender = await DeskConsole.StartAsync(server.Url, mine, "demo", held.Claim);
        receiver = await DeskConsole.StartAsync(server.Url, theirs, SecondLine.Id);
        await BeThereAsync();

        var taken = await receiver.AcceptAsync(await OfferedThereAsync());

        await Until.True(() => sender.Latest?.Engagements is [{ Phase: Phase.WrapUp }], "one side has it", Soon);
        using var reading = new Browser(server.Url) { Cookie = receiver.Cookie };
        await Until.True(async () => await ReadAsync(reading, taken.ContactId) is { Handovers: [{ Text: "before the restart" }], Texts: [{ Text: "first words" }] }, "with all of it, once", Soon);
    }

    [Test]
    public async Task A_line_that_cannot_take_it_is_refused_in_words()
    {
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Order() with { Line = "drill" })).Refusal, Is.EqualTo("line_unusable"));
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Order() with { Line = "nowhere" })).Refusal, Is.EqualTo("line_unusable"));
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Order() with { Kind = TransferKind.Warm })).Refusal, Is.EqualTo("transfer_illegal"));
        Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Order() with { Line = null })).Refusal, Is.EqualTo("transfer_incomplete"));
    }

    private async Task BeThereAsync()
    {
        await Until.True(async () => (await receiver.SetPresenceAsync(Presence.Available)).Done, "the other line takes orders", Soon);
        await Until.True(() => receiver.Latest?.Me.Presence == Presence.Available, "somebody is on duty there", Soon);
    }

    private async Task AskAsync(string? note = null) => Assert.That((await sender.OrderAsync(nameof(IConsoleHub.StartTransfer), Order(note))).Refusal, Is.Null);

    private TransferOrder Order(string? note = null) => new(Next(), held.ContactId, held.Fence, TransferKind.Cold, TransferTo.Line, null, null, null, note) { Line = SecondLine.Id };

    private async Task<OfferView> OfferedThereAsync()
    {
        var offer = await Until.Some(() => Task.FromResult(receiver.Latest is { Offers: [var one, ..] } ? one : null), "it is offered there", Soon);
        return await receiver.OfferedAsync(offer.ContactId);
    }

    /// <summary>How many wait on the other line, as its desk is told.</summary>
    private Task<int> CountThereAsync() => Task.FromResult(receiver.Latest?.Queue.Sum(count => count.Waiting) ?? -1);

    private static Task<ContactRecord> ReadAsync(Browser browser, string contact) => browser.ReadAsync($"/api/v1/console/contacts/{contact}", WireJson.Default.ContactRecord);

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());
}
