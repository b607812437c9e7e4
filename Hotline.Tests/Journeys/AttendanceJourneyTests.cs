using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>What a shift is like: asked whether one is there, protected minutes, two tabs, the last call. A minute is 20 seconds here.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class AttendanceJourneyTests
{
    private static readonly OpenContactRequest High = new(null, "en", null, [EvidenceItem.Of("cssrs.2", "yes"), EvidenceItem.Of("cssrs.4", "yes")], null, null, null);
    private static readonly LocatorAssertionsToBeVisibleOptions AMinute = new() { Timeout = 90_000 };
    private RunningServer server = null!;
    private Chromium chromium = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        chromium = await Chromium.StartAsync();
        server = await RunningServer.StartAsync(("Lines__Minute", "00:00:20"));
        await server.SetRoutingAsync(routing => routing with { IdleMinutes = 1, DebriefMinutes = 1 });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task Still_there_is_answered_away_by_an_offer_and_unanswered_the_worker_does_not_respond_until_any_sign()
    {
        // Signed in side by side: none has been asked and marked while the other is still loading.
        var desks = await Task.WhenAll(chromium.SignInAsync(server.Url, "demo-operator", "/desk"), chromium.SignInAsync(server.Url, "demo-operator2", "/desk"));
        var (first, second) = (desks[0], desks[1]);
        await BeAvailableAsync(first);
        await BeAvailableAsync(second);
        await Expect(first.GetByTestId("still-there")).ToBeVisibleAsync(AMinute);
        await Expect(second.GetByTestId("still-there")).ToBeVisibleAsync(AMinute);

        // The longest free is asked: the offer is there at once, and the question is gone.
        var receipt = await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.2", "no"), EvidenceItem.Of("distress", 3)], null, null, null));
        await Expect(first.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]")).ToBeVisibleAsync();
        await Expect(first.GetByTestId("still-there")).ToHaveCountAsync(0);
        await first.Keyboard.PressAsync("F8");
        await first.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync();

        await Expect(second.GetByTestId("not-responding")).ToBeVisibleAsync(AMinute);
        await Expect(second.GetByTestId("presence").First).ToHaveAttributeAsync("data-presence", "NotResponding");
        await Expect(second.GetByTestId("im-here")).ToBeVisibleAsync();
        await second.Mouse.MoveAsync(300, 300);
        await Expect(second.GetByTestId("presence").First).ToHaveAttributeAsync("data-presence", "Available");
        await Expect(second.GetByTestId("not-responding")).ToHaveCountAsync(0);
        await chromium.GoOffDutyAsync(second);
        await chromium.EndAsync(first);
    }

    [Test]
    public async Task A_debrief_is_one_key_nobody_ends_it_and_afterwards_the_desk_asks_quietly()
    {
        await using var board = await BoardWatcher.StartAsync(server);
        var desk = await ReadyDeskAsync("demo-operator");
        await desk.Keyboard.PressAsync("F10");
        await Expect(desk.GetByTestId("debrief")).ToHaveAttributeAsync("data-over", "false");

        var me = await Until.Some(() => Task.FromResult(board.Latest?.Workers.FirstOrDefault(row => row.Reason == BreakReason.Debrief)), "the board shows the debrief");
        var ended = await board.OrderAsync(nameof(IConsoleHub.SetWorkerPresence), new WorkerPresenceOrder(Next(), me.WorkerId, Presence.Available, null, "we need everybody"));
        var receipt = await server.PostContactAsync(High);
        var assigned = await board.OrderAsync(nameof(IConsoleHub.AssignContact), new SupervisorOrder(Next(), receipt.ContactId, me.WorkerId, "we need everybody"));
        Assert.That((ended.Refusal, assigned.Refusal), Is.EqualTo(("debrief_protected", "debrief_protected")));

        await Expect(desk.GetByTestId("debrief-back")).ToBeVisibleAsync(AMinute);
        await Expect(desk.GetByTestId("presence").First).ToHaveAttributeAsync("data-presence", "Break");
        await desk.GetByTestId("debrief-more").ClickAsync();
        await Expect(desk.GetByTestId("debrief")).ToHaveAttributeAsync("data-over", "false");
        await desk.GetByTestId("presence-available").ClickAsync();
        await Expect(desk.GetByTestId("debrief")).ToHaveCountAsync(0);
        await desk.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]").WaitForAsync();
        await desk.Keyboard.PressAsync("F8");
        await chromium.EndAsync(desk);
    }

    [Test]
    public async Task Of_two_tabs_one_sounds_both_show_the_same_and_closing_one_loses_nothing()
    {
        var first = await ReadyDeskAsync("demo-operator");
        await first.GetByTestId("start-shift").ClickAsync();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(new Uri(server.Url, "/desk").ToString());
        await second.GetByTestId("start-shift").ClickAsync();
        await Expect(second.GetByTestId("sound-elsewhere")).ToBeVisibleAsync();
        await Expect(first.GetByTestId("sound-elsewhere")).ToHaveCountAsync(0);

        var receipt = await server.PostContactAsync(High);
        await second.Locator($"[data-testid=offer][data-contact={receipt.ContactId}]").WaitForAsync();
        await second.Keyboard.PressAsync("F8");
        await first.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await first.CloseAsync();

        await Expect(second.GetByTestId("sound-elsewhere")).ToHaveCountAsync(0);
        await Expect(second.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]")).ToBeVisibleAsync();
        Assert.That((await server.ReadPlaceAsync(receipt.ContactId)).Phase, Is.EqualTo(Phase.Engaged));
        await chromium.EndAsync(second);
    }

    [TestCase("presence-off", "lang-en", "I’ll take it")]
    [TestCase("presence-debrief", "lang-zh", "我来接")]
    public async Task Whoever_is_signed_in_may_take_a_last_call(string presence, string language, string said)
    {
        var desk = await ReadyDeskAsync("demo-operator");
        await desk.GetByTestId(language).ClickAsync();
        await desk.GetByTestId(presence).ClickAsync();
        await Expect(desk.GetByTestId("presence").First).Not.ToHaveAttributeAsync("data-presence", "Available");
        var receipt = await server.PostContactAsync(High);
        var call = desk.Locator($"[data-testid=last-call][data-contact={receipt.ContactId}]");
        await Expect(call.GetByTestId("last-call-take")).ToHaveTextAsync(said);
        await Expect(desk).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^●"));
        await call.GetByTestId("last-call-take").ClickAsync();
        await desk.Locator($"[data-testid=engaged][data-contact={receipt.ContactId}]").WaitForAsync();
        Assert.That((await server.ReadPlaceAsync(receipt.ContactId)).Phase, Is.EqualTo(Phase.Engaged));
        await chromium.EndAsync(desk);
    }

    private async Task<IPage> ReadyDeskAsync(string user)
    {
        var desk = await chromium.SignInAsync(server.Url, user, "/desk");
        await BeAvailableAsync(desk);
        return desk;
    }

    private static async Task BeAvailableAsync(IPage desk)
    {
        await desk.GetByTestId("presence-available").ClickAsync();
        await Expect(desk.GetByTestId("presence").First).ToHaveAttributeAsync("data-presence", "Available");
    }

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());
}
