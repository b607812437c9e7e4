using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hotline.Tests.Handover;
using Hotline.Tests.Nodes;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>An operator is not alone with a contact: a supervisor joins and leaves; is asked, who declines, then joins and takes it over; and gives one back.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HandoverJourneyTests
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
    }

    [TearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Test]
    public async Task A_transfer_is_declined_then_joined_and_handed_over_and_another_contact_is_given_back()
    {
        var desk = await chromium.SignInAsync(server.Url, "demo-operator", "/desk");
        await desk.GetByTestId("start-shift").ClickAsync();
        await desk.GetByTestId("presence-available").ClickAsync();
        var contact = (await server.PostContactAsync(ThreeNodes.Body("cssrs.4"))).ContactId;
        await desk.GetByTestId("offer-accept").ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToBeVisibleAsync(Soon);
        var supervisor = await chromium.SignInAsync(server.Url, "demo-supervisor", "/desk", new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark, Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await supervisor.GetByTestId("start-shift").ClickAsync();

        var board = await supervisor.Context.NewPageAsync();
        await board.GotoAsync(new Uri(server.Url, "/board").ToString());
        await board.GetByTestId("action-join").ClickAsync();
        await Expect(desk.Locator("[data-testid=beside][data-role=Supervisor]")).ToBeVisibleAsync(Soon);
        await Expect(supervisor.GetByTestId("beside-contact")).ToBeVisibleAsync(Soon);
        await board.GetByTestId("action-leave").ClickAsync();
        await Expect(desk.GetByTestId("beside")).ToHaveCountAsync(0);

        await AskAsync(desk);
        await Expect(supervisor.GetByTestId("offer-from")).ToContainTextAsync("Demo Operator");
        await supervisor.GetByTestId("offer-decline").ClickAsync();
        await Expect(desk.Locator("[data-testid=transfer-state][data-end=Declined]")).ToBeVisibleAsync(Soon);
        await AccessibleAsync(desk);

        await desk.GetByTestId("transfer-again").ClickAsync();
        await FillAsync(desk);
        await supervisor.GetByTestId("offer-accept").ClickAsync();
        await Expect(supervisor.GetByTestId("beside-contact")).ToBeVisibleAsync(Soon);
        await Expect(supervisor.GetByTestId("handovers")).ToContainTextAsync("please take this over");
        await AccessibleAsync(supervisor);
        await desk.GetByTestId("transfer-complete").ClickAsync();
        await Expect(supervisor.Locator($"[data-testid=engaged][data-contact={contact}]")).ToBeVisibleAsync(Soon);
        await Expect(desk.GetByTestId("quiet")).ToBeVisibleAsync(Soon);
        await desk.GetByTestId("quiet-ready").ClickAsync();

        var second = (await server.PostContactAsync(ThreeNodes.Body())).ContactId;
        await desk.GetByTestId("offer-accept").ClickAsync();
        await Expect(desk.Locator($"[data-testid=engaged][data-contact={second}]")).ToBeVisibleAsync(Soon);
        await desk.GetByTestId("return-open").ClickAsync();
        await desk.GetByTestId("return-confirm").ClickAsync();
        await Expect(desk.GetByTestId("return-refusal")).ToContainTextAsync("reason");
        await desk.GetByTestId("return-reason").FillAsync("we know each other");
        await desk.GetByTestId("return-confirm").ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_contact_goes_to_another_line_with_its_note_and_its_sender_writes_it_up()
    {
        await SecondLine.OpenAsync(server);
        var desk = await chromium.SignInAsync(server.Url, "demo-operator", "/desk");
        await desk.GetByTestId("start-shift").ClickAsync();
        await desk.GetByTestId("presence-available").ClickAsync();
        await server.PostContactAsync(ThreeNodes.Body("cssrs.4"));
        await desk.GetByTestId("offer-accept").ClickAsync();
        await Expect(desk.GetByTestId("engaged")).ToBeVisibleAsync(Soon);
        var chinese = new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark, Locale = "zh-CN", ViewportSize = new ViewportSize { Width = 390, Height = 844 } };
        var harbour = await chromium.SignInAsync(server.Url, SecondLine.Worker, "/desk", chinese, SecondLine.Password);
        await harbour.GetByTestId("start-shift").ClickAsync();
        await harbour.GetByTestId("presence-available").ClickAsync();

        await desk.GetByTestId("transfer-open").ClickAsync();
        await desk.GetByTestId("transfer-to-Line").ClickAsync();
        await Expect(desk.GetByTestId("transfer-kind-Cold")).ToBeCheckedAsync();
        await Expect(desk.GetByTestId("transfer-kind-Warm")).ToBeDisabledAsync();
        await Expect(desk.GetByTestId("transfer-lines")).ToContainTextAsync(SecondLine.Name);
        await desk.GetByTestId("transfer-line").First.CheckAsync();
        await desk.GetByTestId("transfer-note").FillAsync("she moved to the harbour");
        await AccessibleAsync(desk);
        await desk.GetByTestId("transfer-confirm").ClickAsync();
        await Expect(desk.Locator("[data-testid=transfer-state][data-step=Seeking]")).ToContainTextAsync(SecondLine.Name);

        await Expect(harbour.GetByTestId("offer-from")).ToContainTextAsync("演示热线");
        await harbour.GetByTestId("offer-accept").ClickAsync();

        await Expect(harbour.GetByTestId("engaged")).ToBeVisibleAsync(Soon);
        await Expect(harbour.GetByTestId("handovers")).ToContainTextAsync("she moved to the harbour", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
        await Expect(desk.Locator("[data-testid=engaged][data-phase=WrapUp]")).ToBeVisibleAsync(Soon);
        await AccessibleAsync(harbour);
    }

    private static async Task AskAsync(IPage desk)
    {
        await desk.GetByTestId("transfer-open").ClickAsync();
        await FillAsync(desk);
    }

    private static async Task FillAsync(IPage desk)
    {
        await desk.GetByTestId("transfer-confirm").ClickAsync();
        await Expect(desk.GetByTestId("transfer-refusal")).ToContainTextAsync("Choose whom");
        await desk.GetByTestId("transfer-worker").First.CheckAsync();
        await desk.GetByTestId("transfer-note").FillAsync("please take this over");
        await AccessibleAsync(desk);
        await desk.GetByTestId("transfer-confirm").ClickAsync();
        await Expect(desk.GetByTestId("transfer-dialog")).ToHaveCountAsync(0);
    }

    private static async Task AccessibleAsync(IPage page) =>
        Assert.That((await page.RunAxe(Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
}
