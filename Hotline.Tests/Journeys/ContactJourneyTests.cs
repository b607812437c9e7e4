using System.Diagnostics;
using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>From the post to the record, through a real server process and a real Chromium.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class ContactJourneyTests
{
    private static readonly OpenContactRequest High = new(null, "en", null, [EvidenceItem.Of("cssrs.2", "yes"), EvidenceItem.Of("cssrs.4", "yes")], null, "first message", null);
    private RunningServer server = null!;
    private Chromium chromium = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        chromium = await Chromium.StartAsync();
        server = await RunningServer.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task A_posted_contact_is_offered_accepted_by_key_assessed_ended_and_wrapped_up_and_the_board_shows_each_step()
    {
        var board = await chromium.SignInAsync(server.Url, "demo-supervisor", "/board");
        await Expect(board.GetByTestId("board")).ToBeVisibleAsync();
        var desk = await ReadyDeskAsync(server.Url, "demo-operator");

        var watch = Stopwatch.StartNew();
        var receipt = await server.PostContactAsync(High);
        var offer = desk.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]");
        await offer.WaitForAsync();
        TestContext.Out.WriteLine($"post to offer on the page: {watch.ElapsedMilliseconds} ms");
        await Expect(board.Locator($"[data-testid=board-row][data-contact={receipt.ContactId}]")).ToHaveAttributeAsync("data-phase", "Offered");

        await desk.Keyboard.PressAsync("F8");
        var engaged = desk.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]");
        await engaged.WaitForAsync();
        await Expect(engaged.GetByTestId("message-list")).ToContainTextAsync("first message");
        var live = board.Locator($"[data-testid=board-live-row][data-contact={receipt.ContactId}]");
        await Expect(live).ToHaveAttributeAsync("data-phase", "Engaged");

        await desk.GetByTestId("act-in-progress").Or(desk.GetByTestId("answer-act-in-progress")).Locator("button[value=yes]").ClickAsync();
        await Expect(desk.GetByTestId("assessment-band")).ToContainTextAsync("Imminent");
        await Expect(live).ToContainTextAsync("Imminent");

        await desk.GetByTestId("note").FillAsync("a note that is kept");
        await Expect(desk.GetByTestId("note-state")).ToHaveAttributeAsync("data-state", "Saved");

        await desk.GetByTestId("end-contact").ClickAsync();
        await desk.GetByTestId("end-outcome-Supported").CheckAsync(new LocatorCheckOptions { Force = true });
        await desk.GetByTestId("end-confirm").ClickAsync();
        await desk.GetByTestId("wrapup").WaitForAsync();
        await Expect(live).ToHaveAttributeAsync("data-phase", "WrapUp");
        await desk.GetByTestId("wrapup-finish").ClickAsync();
        await Expect(engaged).ToHaveCountAsync(0);
        await Expect(live).ToHaveCountAsync(0);

        await RecordIsWholeAsync(receipt.ContactId);
        await chromium.LeaveAsync(desk);
        await chromium.LeaveAsync(board);
    }

    [Test]
    public async Task A_cable_cut_in_the_middle_of_an_offer_is_seen_and_after_it_the_desk_equals_the_servers_truth()
    {
        await using var cable = new Cable(server.Url);
        var desk = await ReadyDeskAsync(cable.Url, "demo-operator");
        var receipt = await server.PostContactAsync(High);
        await desk.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]").WaitForAsync();

        cable.Cut();
        await desk.GetByTestId("connection-banner").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 5_000 });
        cable.Mend();
        await Expect(desk.GetByTestId("connection-banner")).ToHaveCountAsync(0);
        await Expect(desk.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]")).ToBeVisibleAsync();
        await desk.Keyboard.PressAsync("F8");
        await desk.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync();
        Assert.That((await server.ReadPlaceAsync(receipt.ContactId)).Phase, Is.EqualTo(Phase.Engaged));
        await EndAsync(desk);
        await desk.Context.CloseAsync();
    }

    [Test]
    public async Task A_hidden_tab_keeps_its_worker_on_duty_and_says_an_offer_in_its_title()
    {
        await using var watcher = await BoardWatcher.StartAsync(server);
        await using var tab = await BareChromium.StartAsync(new Uri(server.Url, "/desk").ToString());
        await Until.True(async () => await tab.EvaluateAsync("!!document.querySelector('[data-testid=signin-user]')") == "True", "the sign-in page", TimeSpan.FromSeconds(60));
        await tab.EvaluateAsync("""
            (() => {
              const type = (id, text) => { const field = document.querySelector(`[data-testid=${id}]`); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); };
              type('signin-user', 'demo-operator'); type('signin-password', 'hotline-demo');
              document.querySelector('[data-testid=signin-submit]').click();
            })()
            """);
        await Until.True(async () => await tab.EvaluateAsync("!!document.querySelector('[data-testid=presence-available]')") == "True", "the desk", TimeSpan.FromSeconds(30));
        await tab.EvaluateAsync("document.querySelector('[data-testid=presence-available]').click()");
        await Until.True(() => Row(watcher) is not null, "available");
        await tab.HideAsync();
        var hiddenAt = watcher.Latest!.ServerTime;
        // Two lease lives of a hidden tab: still seen, because beats come from the server.
        await Until.True(() => Row(watcher)?.LastSeen > hiddenAt + TimeSpan.FromSeconds(24), "beats are answered for two lease lives", TimeSpan.FromSeconds(60));

        var title = await tab.EvaluateAsync("document.title");
        var receipt = await server.PostContactAsync(High);
        await Until.True(async () => await tab.EvaluateAsync("document.title") != title, "the title says that there is an offer");
        Assert.That(await tab.EvaluateAsync("document.visibilityState"), Is.EqualTo("hidden"), "and the tab is still hidden");
        await tab.EvaluateAsync("document.querySelector('[data-testid=offer-accept]').click()");
        await Until.True(async () => (await server.ReadPlaceAsync(receipt.ContactId)).Phase == Phase.Engaged, "accepted");
        await Until.True(() => watcher.Latest!.Live.Any(row => row.ContactId == receipt.ContactId), "the board shows it engaged");
        var worker = watcher.Latest!.Live.Single(row => row.ContactId == receipt.ContactId).WorkerId;
        var ended = await watcher.OrderAsync(nameof(IConsoleHub.ForceContact), new ForceOrder(CommandIds.Next(watcher.Latest.ServerTime), receipt.ContactId, Phase.Closed, null, Outcome.Supported, "end of the journey"));
        var gone = await watcher.OrderAsync(nameof(IConsoleHub.SetWorkerPresence), new WorkerPresenceOrder(CommandIds.Next(watcher.Latest.ServerTime), worker, Presence.OffDuty, null, "end of the journey"));
        Assert.That((ended.Done, gone.Done), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Two_tabs_of_one_worker_show_the_same_and_either_can_answer()
    {
        var first = await ReadyDeskAsync(server.Url, "demo-operator2");
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(new Uri(server.Url, "/desk").ToString());
        await second.GetByTestId("presence").First.WaitForAsync();
        var receipt = await server.PostContactAsync(High);
        await first.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await second.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]").WaitForAsync();
        await second.Keyboard.PressAsync("F8");
        await second.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync();
        await first.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await Expect(first.GetByTestId("offer")).ToHaveCountAsync(0);
        await EndAsync(second);
        await Expect(first.GetByTestId("engaged")).ToHaveCountAsync(0);
        await chromium.LeaveAsync(first);
    }

    private async Task<IPage> ReadyDeskAsync(Uri url, string user)
    {
        var desk = await chromium.SignInAsync(url, user, "/desk");
        await desk.GetByTestId("presence-available").ClickAsync();
        await Expect(desk.GetByTestId("presence").First).ToContainTextAsync("Available");
        return desk;
    }

    private static async Task EndAsync(IPage desk)
    {
        await desk.GetByTestId("end-contact").ClickAsync();
        await desk.GetByTestId("end-outcome-Supported").CheckAsync(new LocatorCheckOptions { Force = true });
        await desk.GetByTestId("end-confirm").ClickAsync();
        await desk.GetByTestId("wrapup-finish").ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToHaveCountAsync(0);
        await desk.GetByTestId("presence-off").ClickAsync();
    }

    private static WorkerRow? Row(BoardWatcher watcher) => watcher.Latest?.Workers.FirstOrDefault(row => row.Presence == Presence.Available);

    private async Task RecordIsWholeAsync(string contact)
    {
        await using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Directory.GetFiles(server.DataFolder, "*.db").Single(), Mode = SqliteOpenMode.ReadOnly }.ConnectionString);
        await db.OpenAsync();
        await Until.True(async () => await ScalarAsync(db, "SELECT Phase FROM Contacts WHERE ContactId = $id", contact) is (long)Phase.Closed, "the record says closed");
        string[] kinds = ["ContactOpened", "OfferMade", "OfferShown", "OfferAccepted", "ContactRescored", "ContactEnded", "ContactClosed"];
        foreach (var kind in kinds)
            Assert.That(await ScalarAsync(db, $"SELECT COUNT(*) FROM Timeline WHERE ContactId = $id AND Kind = '{kind}'", contact), Is.GreaterThan(0), kind);
        Assert.That(await ScalarAsync(db, "SELECT COUNT(*) FROM AuditEntries WHERE Subject = 'contact:' || $id", contact), Is.GreaterThanOrEqualTo(kinds.Length));

        var admin = await server.SignInAsync("demo-admin");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/audit/verify") { Headers = { { "Cookie", admin } } };
        using var answer = await server.Client.SendAsync(request);
        var chains = (await answer.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListAuditVerification))!;
        Assert.That(chains, Is.Not.Empty.And.All.Matches<AuditVerification>(chain => chain!.Unbroken));
    }

    private static async Task<object?> ScalarAsync(SqliteConnection db, string sql, string contact)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$id", contact);
        return await command.ExecuteScalarAsync();
    }
}
