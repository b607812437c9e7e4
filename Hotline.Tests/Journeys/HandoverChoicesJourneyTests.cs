using Hotline.Contracts;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>Help without giving away, going on after nobody took it, whoever has the skill, and a supervisor who takes over at once.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class HandoverChoicesJourneyTests
{
    private RunningServer server = null!;
    private Chromium chromium = null!;
    private IPage desk = null!;
    private string contact = "";

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

    [SetUp]
    public async Task Engage()
    {
        desk = await chromium.SignInAsync(server.Url, "demo-operator", "/desk");
        await BeAsync(desk, "Available");
        contact = (await server.PostContactAsync(ThreeNodes.Body())).ContactId;
        await desk.GetByTestId("offer-accept").ClickAsync();
        await Expect(Held(desk)).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_colleague_is_asked_for_help_comes_beside_is_thanked_and_the_contact_has_stayed()
    {
        var senior = await ReadySeniorAsync();
        await desk.GetByTestId("help-open").ClickAsync();
        await Expect(desk.GetByTestId("transfer-kind-Warm")).ToHaveCountAsync(0);
        await desk.GetByTestId("transfer-worker").First.CheckAsync();
        await desk.GetByTestId("transfer-note").FillAsync("what would you say to this");
        await desk.GetByTestId("transfer-confirm").ClickAsync();

        await Expect(senior.GetByTestId("offer-from")).ToContainTextAsync("Demo Operator");
        await senior.GetByTestId("offer-accept").ClickAsync();
        await Expect(senior.Locator($"[data-testid=beside-contact][data-contact={contact}][data-role=Consultant]")).ToBeVisibleAsync();
        await Expect(senior.GetByTestId("handovers")).ToContainTextAsync("what would you say to this");
        await Expect(desk.Locator("[data-testid=beside][data-role=Consultant]")).ToBeVisibleAsync();
        await Expect(Held(desk)).ToBeVisibleAsync();

        await desk.GetByTestId("beside-out").ClickAsync();
        await Expect(desk.GetByTestId("beside")).ToHaveCountAsync(0);
        await Expect(senior.GetByTestId("beside-contact")).ToHaveCountAsync(0);
        await chromium.EndAsync(desk);
        await chromium.GoOffDutyAsync(senior);
    }

    [TestCase(true, "Declined")]
    [TestCase(false, "Unanswered")]
    public async Task Whoever_nobody_relieves_goes_on_with_it(bool declines, string end)
    {
        await server.SetRoutingAsync(routing => routing with { TransferSeconds = declines ? 60 : RoutingRanges.Of("transferSeconds").Least });
        var senior = await ReadySeniorAsync();
        await desk.GetByTestId("transfer-open").ClickAsync();
        await desk.GetByTestId("transfer-worker").First.CheckAsync();
        await desk.GetByTestId("transfer-confirm").ClickAsync();
        await Expect(senior.GetByTestId("offer-from")).ToContainTextAsync("Demo Operator");
        if (declines) await senior.GetByTestId("offer-decline").ClickAsync();

        await Expect(desk.Locator($"[data-testid=transfer-state][data-end={end}]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        await desk.GetByTestId("transfer-keep").ClickAsync();
        await Expect(desk.GetByTestId("transfer-state")).ToHaveCountAsync(0);
        await Expect(Held(desk)).ToBeVisibleAsync();
        await Expect(senior.GetByTestId("offer")).ToHaveCountAsync(0);
        await chromium.EndAsync(desk);
        await chromium.GoOffDutyAsync(senior);
    }

    [Test]
    public async Task A_transfer_to_a_skill_goes_to_who_has_it()
    {
        var senior = await ReadySeniorAsync();
        var other = await chromium.SignInAsync(server.Url, "demo-operator2", "/desk");
        await BeAsync(other, "Available");
        await desk.GetByTestId("transfer-open").ClickAsync();
        await desk.GetByTestId("transfer-kind-Cold").CheckAsync();
        await desk.GetByTestId("transfer-to-Skill").ClickAsync();
        await desk.GetByTestId("transfer-confirm").ClickAsync();
        await Expect(desk.GetByTestId("transfer-refusal")).ToContainTextAsync("Choose whom");
        await desk.GetByTestId("transfer-skill").SelectOptionAsync("trauma");
        await desk.GetByTestId("transfer-level").SelectOptionAsync("3");
        await desk.GetByTestId("transfer-confirm").ClickAsync();

        await Expect(senior.GetByTestId("offer-from")).ToContainTextAsync("Demo Operator");
        await Expect(other.GetByTestId("offer")).ToHaveCountAsync(0);
        await senior.GetByTestId("offer-accept").ClickAsync();
        await Expect(Held(senior)).ToBeVisibleAsync();
        await Expect(desk.GetByTestId("engaged")).ToHaveCountAsync(0);
        await chromium.GoOffDutyAsync(desk);
        await chromium.GoOffDutyAsync(other);
        await chromium.EndAsync(senior);
    }

    [Test]
    public async Task What_was_just_answered_is_taken_over_without_a_word_and_later_it_takes_a_reason()
    {
        var supervisor = await chromium.SignInAsync(server.Url, "demo-supervisor", "/board");
        var row = supervisor.Locator($"[data-testid=board-live-row][data-contact={contact}]");
        await server.SetRoutingAsync(routing => routing with { TakeOverFreeSeconds = 0 });
        // The board knows until when it is free; it must have heard that it is not.
        await row.GetByTestId("action-take-over").ClickAsync();
        await Until.True(async () =>
        {
            if (await Free(supervisor).CountAsync() == 0) return true;
            await supervisor.GetByTestId("order-cancel").ClickAsync();
            await row.GetByTestId("action-take-over").ClickAsync();
            return false;
        }, "it is no longer free");
        await supervisor.GetByTestId("order-confirm").ClickAsync();
        await Expect(supervisor.GetByTestId("order-refusal")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("."));
        await supervisor.GetByTestId("order-cancel").ClickAsync();

        await server.SetRoutingAsync(routing => routing with { TakeOverFreeSeconds = RoutingRanges.Of("takeOverFreeSeconds").Most });
        await Until.True(async () =>
        {
            await row.GetByTestId("action-take-over").ClickAsync();
            if (await Free(supervisor).CountAsync() == 1) return true;
            await supervisor.GetByTestId("order-cancel").ClickAsync();
            return false;
        }, "it is free");
        await supervisor.GetByTestId("order-confirm").ClickAsync();
        await Expect(supervisor.GetByTestId("order-dialog")).ToHaveCountAsync(0);
        await Expect(desk.GetByTestId("engaged")).ToHaveCountAsync(0);
        await supervisor.GotoAsync(new Uri(server.Url, "/desk").ToString());
        await Expect(Held(supervisor)).ToBeVisibleAsync();
        await chromium.GoOffDutyAsync(desk);
        await chromium.EndAsync(supervisor);
    }

    private static ILocator Free(IPage board) => board.Locator("[data-testid=order-act-hint][data-hint='order.takeover.free']");

    private ILocator Held(IPage page) => page.Locator($"[data-testid=engaged][data-contact={contact}]");

    private async Task<IPage> ReadySeniorAsync()
    {
        var senior = await chromium.SignInAsync(server.Url, "demo-senior", "/desk");
        await BeAsync(senior, "Available");
        return senior;
    }

    private static async Task BeAsync(IPage page, string presence)
    {
        await page.GetByTestId("presence-available").ClickAsync();
        await Expect(page.GetByTestId("presence").First).ToHaveAttributeAsync("data-presence", presence);
    }
}
