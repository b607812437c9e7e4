using System.Diagnostics;
using Deque.AxeCore.Playwright;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>From the desk to emergency partners until help has reached the person: accepted, rejected, answered by nobody, and at night alone.</summary>
public sealed class EscalationJourneyTests
{
    private const string Team = "mobile-crisis-team";
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 20_000 };
    private static readonly BrowserNewContextOptions Phone = new() { Locale = "zh-CN", ColorScheme = ColorScheme.Dark, ViewportSize = new ViewportSize { Width = 390, Height = 844 } };
    private RunningServer server = null!;
    private Chromium chromium = null!;

    [SetUp]
    public async Task Start()
    {
        chromium = await Chromium.StartAsync();
        server = await RunningServer.StartAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task A_second_person_confirms_the_partner_accepts_asks_is_on_scene_and_help_has_reached_the_person()
    {
        var (desk, _) = await EngagedAsync("cssrs.4");
        var second = await AtDeskAsync("demo-operator2");
        var partner = await chromium.SignInAsync(server.Url, "demo-partner", "/", Phone);
        await Expect(partner.GetByTestId("partner-empty")).ToBeVisibleAsync(Soon);
        await AccessibleAsync(partner);
        await partner.GetByTestId("partner-sound").ClickAsync();

        await desk.Keyboard.PressAsync("F7");
        await Expect(desk.GetByTestId("dial").First).ToBeVisibleAsync(Soon);
        await desk.GetByTestId("escalate-start").ClickAsync();
        await Expect(desk.GetByTestId("escalate-refusal")).ToContainTextAsync("What is happening");
        await FillAsync(desk);
        await desk.GetByTestId("preview").Locator("summary").First.ClickAsync();
        await Expect(desk.GetByTestId("preview-fields")).ToContainTextAsync("Station square");
        await Expect(desk.GetByTestId("preview-withheld")).ToContainTextAsync("Why without consent");
        await AccessibleAsync(desk);
        // What is written outlives a closed panel.
        await desk.GetByTestId("escalate-close").ClickAsync();
        await desk.GetByTestId("escalate-open").ClickAsync();
        await Expect(desk.GetByTestId("field-where.address")).ToHaveValueAsync("Station square 1");
        await desk.GetByTestId("escalate-start").ClickAsync();
        await Expect(Card(desk, "WaitSecond")).ToBeVisibleAsync(Soon);
        await Expect(partner.GetByTestId("partner-row")).ToHaveCountAsync(0);
        await second.GetByTestId("escalation-more").ClickAsync();
        await Expect(second.GetByTestId("form-lines")).ToContainTextAsync("Station square");
        await second.GetByTestId("escalation-confirm").ClickAsync();

        await Expect(partner.GetByTestId("form-lines")).ToContainTextAsync("Station square", new() { Timeout = 20_000 });
        await Expect(partner.Locator("[data-testid=partner][data-ringing=true]")).ToBeVisibleAsync();
        await AccessibleAsync(partner);
        await partner.GetByTestId("report-number").FillAsync("MCT-4711");
        await partner.GetByTestId("report-Accepted").ClickAsync();
        await Expect(partner.Locator("[data-testid=partner][data-ringing=false]")).ToBeVisibleAsync(Soon);
        await Expect(desk.GetByTestId("escalation-number")).ToContainTextAsync("MCT-4711");

        await SayAsync(partner, "question", "Which floor is it?");
        await Expect(Card(desk, "Answer")).ToBeVisibleAsync(Soon);
        await desk.GetByTestId("escalation-question-read").ClickAsync();
        await Expect(desk.GetByTestId("message")).ToContainTextAsync("Which floor");
        await SayAsync(desk, "answer", "The twelfth, left door");
        await Expect(partner.GetByTestId("message").Nth(1)).ToContainTextAsync("twelfth", new() { Timeout = 20_000 });
        await desk.GetByTestId("form-edit").ClickAsync();
        await desk.GetByTestId("form-change").GetByTestId("field-what.means").FillAsync("A knife was put away");
        await AccessibleAsync(desk);
        await desk.GetByTestId("form-save").ClickAsync();
        await Expect(partner.GetByTestId("partner-changed")).ToBeVisibleAsync(Soon);
        await partner.GetByTestId("partner-seen").ClickAsync();

        await partner.GetByTestId("report-Dispatched").ClickAsync();
        await partner.GetByTestId("report-OnScene").ClickAsync();
        await Expect(desk.Locator("[data-testid=escalation][data-step=OnScene]")).ToBeVisibleAsync(Soon);
        await partner.GetByTestId("report-ContactMade").ClickAsync();
        await desk.GetByTestId("reached-yes").ClickAsync();
        await partner.GetByTestId("report-Closed").ClickAsync();
        await partner.GetByTestId("close-Helped").CheckAsync();
        await partner.GetByTestId("report-send").ClickAsync();
        await Expect(Card(desk, "Over")).ToBeVisibleAsync(Soon);
        await Expect(partner.Locator("[data-testid=partner-row][data-state=Closed]")).ToHaveCountAsync(1);
        await AccessibleAsync(desk);
    }

    [Test]
    public async Task A_partner_that_cannot_take_it_says_why_and_the_next_one_is_telephoned()
    {
        var (desk, _) = await EngagedAsync("act_in_progress");
        var partner = await chromium.SignInAsync(server.Url, "demo-partner", "/partner", Phone);
        await StartAsync(desk, "MobileCrisisTeam");
        await partner.GetByTestId("report-Rejected").ClickAsync();
        await partner.GetByTestId("reject-NoUnits").CheckAsync();
        await partner.GetByTestId("report-send").ClickAsync();
        await Expect(partner.Locator("[data-testid=partner-row][data-state=Rejected]")).ToBeVisibleAsync(Soon);
        await Expect(Card(desk, "Dial")).ToBeVisibleAsync(Soon);
        await Expect(Card(desk, "Dial").GetByTestId("dial").First).ToContainTextAsync("120");
        // What was said on the telephone is written down for the partner.
        await desk.GetByTestId("report-Accepted").ClickAsync();
        await desk.GetByTestId("report-number").FillAsync("120-88");
        await desk.GetByTestId("report-send").ClickAsync();
        await Expect(desk.GetByTestId("escalation-number")).ToContainTextAsync("120-88");
        await desk.GetByTestId("escalation-cancel").ClickAsync();
        await desk.GetByTestId("escalation-cancel-text").FillAsync("the person went to hospital with a friend");
        await AccessibleAsync(desk);
        await desk.GetByTestId("escalation-cancel-send").ClickAsync();
        await desk.GetByTestId("escalation-more").ClickAsync();
        await Expect(desk.GetByTestId("escalation-timeline")).ToContainTextAsync("No units free");
        await Expect(desk.GetByTestId("escalation-timeline")).ToContainTextAsync("Asked to let go");
    }

    [Test]
    public async Task Nobody_answers_and_the_supervisor_is_alarmed_in_the_set_time_with_a_number_to_dial()
    {
        await PartnerSetting.SetAsync(server, Team, settings => settings with { AcknowledgeSeconds = 10, VoiceNumber = "12356" });
        var (desk, _) = await EngagedAsync("act_in_progress");
        var board = await chromium.SignInAsync(server.Url, "demo-supervisor", "/board");
        await Expect(board.GetByTestId("board-escalations")).ToHaveTextAsync("0", new() { Timeout = 20_000 });
        await OpenAsync(desk, "MobileCrisisTeam");
        // Whoever only a telephone reaches is left out: nobody is left who answers by themselves.
        while (await desk.Locator($"[data-testid=chain-link]:not([data-partner={Team}])").CountAsync() is > 0)
            await desk.Locator($"[data-testid=chain-link]:not([data-partner={Team}])").First.GetByTestId("chain-skip").ClickAsync();
        await desk.GetByTestId("escalate-start").ClickAsync();
        var asked = Stopwatch.StartNew();
        await Expect(board.Locator("[data-testid=escalation][data-need=WaitPartner]")).ToBeVisibleAsync(Soon);
        var alarm = board.Locator("[data-testid=alarm][data-kind=partner_unanswered]");
        await Expect(alarm).ToBeVisibleAsync(new() { Timeout = 25_000 });
        TestContext.Out.WriteLine($"alarmed {asked.Elapsed.TotalSeconds:0.0} s after the start, set to 10 s");
        Assert.That(asked.Elapsed.TotalSeconds, Is.InRange(9, 20));
        await Expect(alarm.GetByTestId("dial")).ToContainTextAsync("12356");
        await Expect(board.GetByTestId("board-escalations")).ToHaveTextAsync("1");
        await AccessibleAsync(board);
        await alarm.GetByTestId("alarm-acknowledge").ClickAsync();
        await Expect(Card(desk, "Dial")).ToBeVisibleAsync();
        // The supervisor acts on the board as its worker would at the desk.
        await Card(board, "Dial").GetByTestId("ask-more").ClickAsync();
        await board.GetByTestId("ask-partner").SelectOptionAsync("ambulance-120");
        await board.GetByTestId("ask-send").ClickAsync();
        await Expect(Card(board, "Dial").GetByTestId("dial").First).ToContainTextAsync("120");
    }

    [Test]
    public async Task Alone_at_night_an_imminent_one_starts_at_once_and_missing_fields_never_stop_it()
    {
        var (desk, _) = await EngagedAsync("act_in_progress");
        await OpenAsync(desk, null);
        await Expect(desk.GetByTestId("escalate-missing")).ToContainTextAsync("You can start all the same");
        await desk.GetByTestId("escalate-start").ClickAsync();
        await Expect(Card(desk, "Dial")).ToBeVisibleAsync(Soon);
        await desk.GetByTestId("report-Accepted").ClickAsync();
        await desk.GetByTestId("report-send").ClickAsync();
        await desk.GetByTestId("report-OnScene").ClickAsync();
        await desk.GetByTestId("reached-yes").ClickAsync();
        await desk.GetByTestId("report-Closed").ClickAsync();
        await desk.GetByTestId("report-send").ClickAsync();
        await Expect(Card(desk, "Over")).ToBeVisibleAsync(Soon);
    }

    [Test]
    public async Task Alone_at_night_another_one_waits_a_minute_for_a_second_person_and_then_goes_on_with_a_typed_reason()
    {
        var (desk, _) = await EngagedAsync("cssrs.4");
        await OpenAsync(desk, null);
        await FillAsync(desk);
        await desk.GetByTestId("escalate-start").ClickAsync();
        await Expect(Card(desk, "WaitSecond")).ToBeVisibleAsync(Soon);
        await Expect(Card(desk, "GoOn")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await desk.GetByTestId("escalation-proceed").ClickAsync();
        await desk.GetByTestId("escalation-proceed-send").ClickAsync();
        await Expect(desk.GetByTestId("escalation-proceed-refusal")).ToContainTextAsync("3 to 500");
        await desk.GetByTestId("escalation-proceed-text").FillAsync("nobody else is on duty tonight");
        await desk.GetByTestId("escalation-proceed-send").ClickAsync();
        await Expect(Card(desk, "WaitPartner")).ToBeVisibleAsync(Soon);
        var board = await chromium.SignInAsync(server.Url, "demo-supervisor", "/board");
        await Expect(board.Locator("[data-testid=alarm][data-kind=went_alone]")).ToBeVisibleAsync(Soon);
    }

    private static ILocator Card(IPage page, string need) => page.Locator($"[data-testid=escalation][data-need={need}]");

    private async Task<(IPage Desk, string Contact)> EngagedAsync(string evidence)
    {
        var desk = await AtDeskAsync("demo-operator");
        var contact = (await server.PostContactAsync(ThreeNodes.Body(evidence))).ContactId;
        await desk.GetByTestId("offer-accept").First.ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToBeVisibleAsync(Soon);
        return (desk, contact);
    }

    private async Task<IPage> AtDeskAsync(string user)
    {
        var desk = await chromium.SignInAsync(server.Url, user, "/desk");
        await desk.GetByTestId("start-shift").ClickAsync();
        await desk.GetByTestId("presence-available").ClickAsync();
        return desk;
    }

    /// <param name="wanted">One more response; null = as proposed.</param>
    private static async Task OpenAsync(IPage desk, string? wanted)
    {
        await desk.GetByTestId("escalate-open").ClickAsync();
        await Expect(desk.GetByTestId("chain-link").First).ToBeVisibleAsync(Soon);
        if (wanted is not null) await desk.GetByTestId("wanted-" + wanted).ClickAsync();
    }

    private static async Task StartAsync(IPage desk, string wanted)
    {
        await OpenAsync(desk, wanted);
        await desk.GetByTestId("escalate-start").ClickAsync();
    }

    /// <summary>All that a crisis team needs; without it nothing but an imminent one leaves.</summary>
    private static async Task FillAsync(IPage desk)
    {
        foreach (var (path, value) in new[]
        {
            ("where.address", "Station square 1"), ("what.happening", "Wants to die tonight, has tablets"), ("what.means", "Tablets on the table"), ("who.callBack", "1380000"),
            ("what.mentalState", "Calm, decided"), ("caller.directLine", "1001"),
        })
            await desk.GetByTestId("field-" + path).FillAsync(value);
        await desk.GetByTestId("ground-VitalInterest").CheckAsync();
        await desk.GetByTestId("field-groundNote").FillAsync("says no to help and has the means");
        await Expect(desk.GetByTestId("escalate-missing")).ToHaveCountAsync(0);
    }

    private static async Task SayAsync(IPage page, string kind, string text)
    {
        await page.GetByTestId("say-" + kind).ClickAsync();
        await page.GetByTestId($"say-{kind}-text").FillAsync(text);
        await page.GetByTestId($"say-{kind}-send").ClickAsync();
    }

    private static async Task AccessibleAsync(IPage page) =>
        Assert.That((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
}
