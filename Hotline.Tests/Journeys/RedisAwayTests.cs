using System.Diagnostics;
using System.Net;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>Redis is gone: who holds a contact keeps it, intake goes on, supervisors hand over by hand, and the floor follows when it is back.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class RedisAwayTests(bool keepsItsData)
{
    private static readonly OpenContactRequest High = new(null, "en", null, [EvidenceItem.Of("cssrs.4", "yes")], null, "first message", null);
    private static readonly OpenContactRequest Imminent = new(null, "en", null, [EvidenceItem.Of("act_in_progress", "yes")], null, "help me", null);
    private RedisServer redis = null!;
    private RunningServer server = null!;
    private Chromium chromium = null!;

    [SetUp]
    public async Task Start()
    {
        redis = await RedisServer.StartAsync(appendOnly: keepsItsData);
        server = await RunningServer.StartAsync(("ConnectionStrings__Redis", redis.ConnectionString));
        chromium = await Chromium.StartAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }

    [Test]
    public async Task Consoles_keep_what_they_hold_contacts_are_handed_by_hand_and_the_floor_follows_when_it_is_back()
    {
        var desk = await chromium.SignInAsync(server.Url, "demo-operator", "/desk");
        var held = await HoldAsync(desk);
        await using var second = await DeskConsole.StartAsync(server, "demo-operator2");
        await using var board = await BoardWatcher.StartAsync(server);
        await second.SetPresenceAsync(Presence.Available);
        await using var resting = await DeskConsole.StartAsync(server, "demo-senior");
        await resting.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(Next(), Presence.Break, BreakReason.Debrief));
        await board.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(Next(), Presence.Available, null));
        await Until.True(() => board.Latest?.Workers.Count(worker => worker.Presence == Presence.Available) == 2, "two are free");
        var protectedWorker = await Until.Some(() => Task.FromResult(board.Latest?.Workers.FirstOrDefault(row => row.Reason == BreakReason.Debrief)), "a third is in a protected debrief");
        await Until.True(async () => await IsRecordedAsync(held), "the engagement is in SQL");
        var workers = board.Latest!.Workers.ToDictionary(worker => worker.Name, worker => worker.WorkerId);
        var (holder, free) = (workers["Demo Operator 林"], workers["Demo Operator 陈"]);

        await redis.KillAsync();
        var watch = Stopwatch.StartNew();
        await desk.GetByTestId("degraded-banner").WaitForAsync(new LocatorWaitForOptions { Timeout = 2_000 });
        TestContext.Out.WriteLine($"degraded on the page {watch.ElapsedMilliseconds} ms after the kill");
        await Until.True(() => second.Latest is { AsOf: not null, Stores.Degraded: true }, "the other desk is degraded as well", TimeSpan.FromSeconds(2) - watch.Elapsed + TimeSpan.FromSeconds(1));
        await desk.GetByTestId("note").FillAsync("written while Redis is away");
        await Expect(desk.GetByTestId("note-state")).ToHaveAttributeAsync("data-state", "Saved");
        await Expect(desk.Locator($"[data-testid=engaged][data-contact={held}]")).ToBeVisibleAsync();
        Assert.That((await second.SetPresenceAsync(Presence.Break)).Refusal, Is.EqualTo("ledger_unavailable"), "an order is refused, not half done");

        var waiting = await server.PostContactAsync(Imminent);
        var other = await server.PostContactAsync(High);
        Assert.That(waiting.EmergencyNumbers, Is.Not.Empty);
        await Until.True(() => Row(board, waiting.ContactId) is { InInbox: true } && Row(board, other.ContactId) is { InInbox: true }, "the board shows the inbox");
        Assert.That(board.Latest!.Queue[0].ContactId, Is.EqualTo(waiting.ContactId), "the imminent one first");
        Assert.That(board.Latest.Alarms.Any(alarm => alarm is { Kind: "store_degraded", Acknowledged: false }), "it alarms");

        Assert.That((await HandAsync(board, Next(), waiting.ContactId, protectedWorker.WorkerId)).Refusal, Is.EqualTo("debrief_protected"));
        await HandsAreKeptOnceAsync(board, held, waiting.ContactId, free, holder);
        Assert.That((await HandAsync(board, Next(), other.ContactId, holder)).Done, Is.True, "what the holder can take is the supervisor's to judge");
        await Until.True(() => second.Latest?.Handed?.SingleOrDefault() is { HandedBy: "Demo Supervisor 王" } one && one.ContactId == waiting.ContactId, "the worker's desk shows the card", TimeSpan.FromSeconds(3));
        await Expect(desk.Locator($"[data-testid=handed][data-contact={other.ContactId}]")).ToBeVisibleAsync();
        Assert.That((await second.OrderAsync(nameof(IConsoleHub.TakeHand), new ContactOrder(Next(), waiting.ContactId, ""))).Done, Is.True);
        await Until.True(() => Row(board, waiting.ContactId)?.Handed?.TakenAt is not null, "the board shows that it was taken");
        Assert.That(await ReadAsync(waiting.ContactId, second.Cookie), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await ReadAsync(waiting.ContactId, await server.SignInAsync("demo-operator")), Is.EqualTo(HttpStatusCode.Forbidden));

        await redis.RestartAsync();
        watch.Restart();
        await Until.True(() => second.Latest?.Engagements.Any(one => one.ContactId == waiting.ContactId && one.Fence.Length > 2) == true, "engaged with the worker it was handed to", TimeSpan.FromSeconds(20));
        TestContext.Out.WriteLine($"engaged on the floor {watch.ElapsedMilliseconds} ms after Redis answered again");
        await Expect(desk.GetByTestId("degraded-banner")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 15_000 });
        await Expect(desk.Locator($"[data-testid=engaged][data-contact={held}]")).ToBeVisibleAsync();
        await Until.True(() => board.Latest is { AsOf: null } view && view.Live.Any(row => row.ContactId == held && row.WorkerId == holder), "what was held is held");
        await Until.True(() => board.Latest!.Alarms.Any(alarm => alarm.Kind == "hand_unreconciled" && alarm.ContactId == other.ContactId), "the holder has no room for the other: an alarm");
        await Until.True(() => Row(board, other.ContactId)?.OfferedTo.Count > 0, "and somebody free is asked", TimeSpan.FromSeconds(15));
        Assert.That(second.Offered, Does.Not.Contain(waiting.ContactId));
        Assert.That((await HandAsync(board, Next(), other.ContactId, free)).Refusal, Is.EqualTo("hand_not_needed"));
        await TheRecordsTellItAsync(waiting.ContactId);
    }

    private static async Task HandsAreKeptOnceAsync(BoardWatcher board, string held, string waiting, string free, string holder)
    {
        Assert.That((await HandAsync(board, Next(), waiting, free, "?")).Refusal, Is.EqualTo("reason_needed"));
        Assert.That((await HandAsync(board, Next(), held, free)).Refusal, Is.EqualTo("contact_engaged"));
        Assert.That((await HandAsync(board, Next(), "nobody", free)).Refusal, Is.EqualTo("unknown_contact"));
        Assert.That((await HandAsync(board, Next(), waiting, "nobody")).Refusal, Is.EqualTo("unknown_worker"));
        var order = Next();
        Assert.That((await HandAsync(board, order, waiting, free)).Done, Is.True);
        Assert.That((await HandAsync(board, order, waiting, free)).Done, Is.True, "sent again");
        Assert.That((await HandAsync(board, Next(), waiting, holder)).Refusal, Is.EqualTo("already_handed"));
    }

    private async Task<string> HoldAsync(IPage desk)
    {
        await desk.GetByTestId("presence-available").ClickAsync();
        await Expect(desk.GetByTestId("presence").First).ToContainTextAsync("Available");
        var receipt = await server.PostContactAsync(High);
        await desk.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]").WaitForAsync();
        await desk.Keyboard.PressAsync("F8");
        await desk.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync();
        return receipt.ContactId;
    }

    private static Task<Receipt> HandAsync(BoardWatcher board, string command, string contact, string worker, string reason = "nobody else can be reached") =>
        board.OrderAsync(nameof(IConsoleHub.HandContact), new SupervisorOrder(command, contact, worker, reason));

    private static QueueRow? Row(BoardWatcher board, string contact) => board.Latest?.Queue.FirstOrDefault(row => row.ContactId == contact);

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());

    private async Task<HttpStatusCode> ReadAsync(string contact, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/console/contacts/{contact}");
        request.Headers.Add("Cookie", cookie);
        using var answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<bool> IsRecordedAsync(string contact) =>
        (await AskAsync($"SELECT Kind FROM Timeline WHERE ContactId = '{contact}'")).Contains("ContactEngaged");

    private async Task TheRecordsTellItAsync(string contact)
    {
        await Until.True(async () => (await AskAsync($"SELECT Action FROM AuditEntries WHERE Subject = 'contact:{contact}'")).Contains("ContactEngaged"), "it is recorded");
        var told = await AskAsync($"SELECT Action FROM AuditEntries WHERE Subject = 'contact:{contact}' ORDER BY Number");
        Assert.That(told, Is.SupersetOf(new[] { "ContactHanded", "HandTaken", "ContactRead", "ContactOpened", "ContactEngaged", "HandSettled" }));
        Assert.That(told, Does.Not.Contain("OfferMade"), "nobody was offered it");
        Assert.That(await AskAsync($"SELECT Result FROM Hands WHERE ContactId = '{contact}'"), Is.EqualTo(new[] { "engaged" }));
        Assert.That(await AskAsync($"SELECT r.Subject FROM TypedReasons r JOIN Hands h ON h.CommandId = r.CommandId WHERE h.ContactId = '{contact}'"), Is.EqualTo(new[] { $"contact:{contact}" }));
        Assert.That(await AskAsync($"SELECT ContactId FROM Inbox WHERE ContactId = '{contact}' AND OpenedAt IS NOT NULL"), Has.Count.EqualTo(1), "the inbox row is opened");
    }

    private async Task<List<string>> AskAsync(string question)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.DataFolder, "records.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var rows = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await rows.ReadAsync()) found.Add(rows.GetString(0));
        return found;
    }
}
