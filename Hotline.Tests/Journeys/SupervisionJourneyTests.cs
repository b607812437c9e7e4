using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hotline.Contracts;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>A supervisor's shift: divert and back, surge, a message, an alarm, pull-next; and the log that tells all of it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SupervisionJourneyTests
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 20_000 };
    private RunningServer server = null!;
    private Chromium chromium = null!;

    [SetUp]
    public async Task Start()
    {
        chromium = await Chromium.StartAsync();
        server = await RunningServer.StartAsync();
        await RoutingSetting.SetAsync(server, routing => routing with { PullNext = true, Thresholds = routing.Thresholds with { MinimumStaff = 2 } });
    }

    [TearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task A_shift_is_led_and_the_log_tells_all_of_it()
    {
        var desk = await chromium.SignInAsync(server.Url, "demo-operator", "/desk");
        await desk.GetByTestId("start-shift").ClickAsync();
        await desk.GetByTestId("presence-available").ClickAsync();
        var own = await chromium.SignInAsync(server.Url, "demo-supervisor", "/desk");
        await own.GetByTestId("start-shift").ClickAsync();
        var board = await own.Context.NewPageAsync();
        await board.GotoAsync(new Uri(server.Url, "/board").ToString());

        await AlarmAsync(board);
        await DivertAsync(board, own, desk);
        await SurgeAsync(board, desk);
        await MessageAsync(board, desk);
        await PullAsync(desk);
        await LogAsync(board);
        await AlarmOnAnyPageAsync(own);
    }

    /// <summary>Of the two tabs the first sounds, and it shows neither board nor desk.</summary>
    private async Task AlarmOnAnyPageAsync(IPage own)
    {
        await own.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Shift log" }).ClickAsync();
        await own.GetByTestId("log-span").WaitForAsync();
        // The second note of the alarm, which no other tone has.
        await own.EvaluateAsync("""
            () => {
              window.alarms = 0;
              const start = OscillatorNode.prototype.start;
              OscillatorNode.prototype.start = function (...when) { if (this.frequency.value === 495) window.alarms++; return start.apply(this, when); };
            }
            """);
        await server.PostContactAsync(ThreeNodes.Body("act_in_progress"));
        await Until.True(async () => await own.EvaluateAsync<int>("() => window.alarms") > 0, "the alarm of the imminent who waits sounds on the page of the log", TimeSpan.FromSeconds(30));
    }

    /// <summary>The minimum is two: one on duty alarms, sounds, is acknowledged.</summary>
    private static async Task AlarmAsync(IPage board)
    {
        await board.GetByTestId("board-sound").ClickAsync();
        var alarm = board.Locator("[data-testid=alarm][data-kind=understaffed]");
        await Expect(alarm).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        await Expect(board.GetByTestId("board-staffed")).ToContainTextAsync("of at least 2");
        await alarm.GetByTestId("alarm-acknowledge").ClickAsync();
        await Expect(alarm).ToContainTextAsync("acknowledged by Demo Supervisor");
    }

    private async Task DivertAsync(IPage board, IPage own, IPage desk)
    {
        var sounded = await SoundedAsync(board);
        await board.GetByTestId("action-divert").FocusAsync();
        await board.Keyboard.PressAsync("Enter");
        await board.GetByTestId("order-confirm").ClickAsync();
        await Expect(board.GetByTestId("order-refusal")).ToHaveTextAsync(new Regex("."));
        await board.GetByTestId("order-reason").FillAsync("two new colleagues need a quiet hour");
        await board.GetByTestId("order-confirm").ClickAsync();
        await Expect(board.GetByTestId("board-diverted")).ToContainTextAsync("Demo Supervisor");
        await Expect(desk.GetByTestId("desk-mode")).ToContainTextAsync("with the supervisors");

        await own.GetByTestId("presence-available").ClickAsync();
        var first = (await server.PostContactAsync(ThreeNodes.Body("cssrs.4"))).ContactId;
        await Expect(own.GetByTestId("offer-accept")).ToBeVisibleAsync(Soon);
        await Expect(desk.GetByTestId("offer-accept")).ToHaveCountAsync(0);
        await own.GetByTestId("offer-accept").ClickAsync();
        await Expect(board.Locator($"[data-testid=board-live-row][data-contact={first}]")).ToBeVisibleAsync(Soon);
        // Past its target, the second sounds: nobody may take it.
        var second = (await server.PostContactAsync(ThreeNodes.Body("cssrs.4"))).ContactId;
        await Expect(board.Locator($"[data-testid=alarm][data-kind=target_missed]").Filter(new LocatorFilterOptions { HasText = second })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 40_000 });
        Assert.That(await SoundedAsync(board), Is.GreaterThan(sounded), "the alarm sounded");

        await OrderAsync(board, "action-return", "enough supervisors are tied up");
        await Expect(board.GetByTestId("board-diverted")).ToHaveCountAsync(0);
        await Expect(desk.GetByTestId("desk-mode")).ToHaveCountAsync(0);
        await desk.GetByTestId("offer-accept").ClickAsync();
        await Expect(board.Locator($"[data-testid=board-live-row][data-contact={second}]")).ToBeVisibleAsync(Soon);
        await FinishAsync(desk);
    }

    private static async Task SurgeAsync(IPage board, IPage desk)
    {
        await OrderAsync(board, "action-surge-on", "the storm");
        await Expect(board.GetByTestId("board-surge")).ToBeVisibleAsync();
        await Expect(desk.GetByTestId("desk-mode")).ToContainTextAsync("Surge mode");
        await OrderAsync(board, "action-surge-off", "the storm is over");
        await Expect(board.GetByTestId("board-surge")).ToHaveCountAsync(0);
    }

    private static async Task MessageAsync(IPage board, IPage desk)
    {
        await board.GetByTestId("action-message-all").ClickAsync();
        await board.GetByTestId("message-text").FillAsync("Soup at six in the kitchen");
        await board.GetByTestId("message-send").ClickAsync();
        await Expect(desk.GetByTestId("desk-message")).ToContainTextAsync("Soup at six");
        await desk.ReloadAsync();
        await Expect(desk.GetByTestId("desk-message")).ToContainTextAsync("Soup at six", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
        Assert.That((await desk.RunAxe(Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
        await desk.GetByTestId("message-read").ClickAsync();
        await Expect(desk.GetByTestId("desk-message")).ToHaveCountAsync(0);
        await Expect(board.GetByTestId("sent-message")).ToContainTextAsync("Read by Demo Operator 林");
    }

    private async Task PullAsync(IPage desk)
    {
        await desk.GetByTestId("presence-break").ClickAsync();
        await desk.GetByTestId("presence-reason-Documentation").ClickAsync();
        var contact = (await server.PostContactAsync(ThreeNodes.Body())).ContactId;
        await Expect(desk.GetByTestId("pull-next")).ToHaveAttributeAsync("data-waiting", "1", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        await desk.GetByTestId("pull-next").ClickAsync();
        await Until.True(async () => (await server.ReadPlaceAsync(contact)).Phase == Phase.Engaged, "the worker has taken it");
        await FinishAsync(desk);
    }

    private static async Task LogAsync(IPage board)
    {
        await board.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Shift log" }).ClickAsync();
        await board.GetByTestId("log-note").FillAsync("Room 2 is cold");
        await board.GetByTestId("log-note-save").ClickAsync();
        await Expect(board.Locator("[data-testid=log-row][data-kind=note]")).ToContainTextAsync("Room 2 is cold");
        foreach (var (kind, says) in new[]
        {
            ("diverted", "two new colleagues need a quiet hour"), ("returned", "enough supervisors are tied up"), ("surge_on", "the storm"), ("surge_off", "the storm is over"),
            ("alarm_acknowledged", "Fewer people are on duty"),
        })
            await Expect(board.Locator($"[data-testid=log-row][data-kind={kind}]").First).ToContainTextAsync(says);
        await Expect(board.Locator("[data-testid=log-row][data-kind=alarm_raised][data-detail=understaffed]").First).ToBeVisibleAsync();
        await board.GetByTestId("log-filter-Switches").ClickAsync();
        await Expect(board.GetByTestId("log-row")).ToHaveCountAsync(4);
        Assert.That((await board.RunAxe(Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);

        var download = await board.RunAndWaitForDownloadAsync(() => board.GetByTestId("log-csv").ClickAsync());
        Assert.That(download.SuggestedFilename, Does.StartWith("shift-log-demo-").And.EndsWith(".csv"));
        Assert.That(await File.ReadAllTextAsync((await download.PathAsync())!), Does.Contain("\"Surge mode begun\",\"Demo Supervisor 王\""));
        await board.GetByTestId("log-earlier").ClickAsync();
        await Expect(board.GetByTestId("log-span")).ToHaveAttributeAsync("data-ago", "1");
        await Expect(board.GetByTestId("log-note")).ToHaveCountAsync(0);
    }

    private static async Task OrderAsync(IPage board, string act, string reason)
    {
        await board.GetByTestId(act).ClickAsync();
        await board.GetByTestId("order-reason").FillAsync(reason);
        await board.GetByTestId("order-confirm").ClickAsync();
        await Expect(board.GetByTestId("order-dialog")).ToHaveCountAsync(0);
    }

    private static async Task FinishAsync(IPage desk)
    {
        await desk.GetByTestId("end-contact").ClickAsync();
        await desk.GetByTestId("end-outcome-Supported").CheckAsync(new LocatorCheckOptions { Force = true });
        await desk.GetByTestId("end-confirm").ClickAsync();
        await desk.GetByTestId("wrapup-finish").ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToHaveCountAsync(0);
    }

    private static async Task<int> SoundedAsync(IPage board) => int.Parse((await board.GetByTestId("board").GetAttributeAsync("data-sounded"))!, System.Globalization.CultureInfo.InvariantCulture);
}
