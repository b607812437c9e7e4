using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>An administrator sets a line's routing: found from the lines, refused beside the field, guarded while unsaved, in force when saved.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class RoutingSettingsJourneyTests
{
    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };
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
    public async Task A_bad_setting_is_explained_beside_its_field_and_a_good_one_is_in_force_at_once()
    {
        var page = await OpenAsync();
        await page.GetByTestId("routing-unitCap").FillAsync("11");
        await page.GetByTestId("routing-ring").Nth(1).FillAsync("10");
        await page.GetByTestId("routing-save").ClickAsync();
        await Expect(page.GetByTestId("fault-unitCap")).ToHaveTextAsync("From 1 to 10.");
        await Expect(page.GetByTestId("fault-ringSeconds")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("routing-unitCap")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByTestId("routing-faults")).ToContainTextAsync("2");
        Assert.That((await page.RunAxe(Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);

        await page.GetByTestId("routing-unitCap").FillAsync("1");
        await page.GetByTestId("routing-ring").Nth(1).FillAsync("45");
        await page.GetByTestId("routing-save").ClickAsync();
        await Expect(page.GetByTestId("save-bar")).ToHaveAttributeAsync("data-changed", "false");
        await Expect(page.GetByTestId("fault-unitCap")).ToHaveCountAsync(0);

        await using var desk = await DeskConsole.StartAsync(server, "demo-operator");
        await Until.True(() => desk.Latest?.Me.UnitsCap == 1, "the running floor has the new cap");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("routing-ring").Nth(1)).ToHaveValueAsync("45");
        await chromium.LeaveAsync(page);
    }

    [Test]
    public async Task Unsaved_changes_are_asked_about_before_they_are_left_behind()
    {
        var page = await OpenAsync();
        await page.GetByTestId("routing-idleMinutes").FillAsync("17");
        await page.GetByRole(AriaRole.Link, new() { Name = "Workers" }).ClickAsync();
        await page.GetByTestId("leave-stay").ClickAsync();
        await Expect(page.GetByTestId("routing-idleMinutes")).ToHaveValueAsync("17");
        await page.GetByRole(AriaRole.Link, new() { Name = "Workers" }).ClickAsync();
        await page.GetByTestId("leave-confirm").ClickAsync();
        await page.GetByTestId("worker-row").First.WaitForAsync();
        await chromium.LeaveAsync(page);
    }

    [Test]
    public async Task Two_who_change_the_same_line_do_not_overwrite_each_other()
    {
        var first = await OpenAsync();
        var second = await OpenAsync();
        await first.GetByTestId("routing-debriefMinutes").FillAsync("6");
        await first.GetByTestId("routing-save").ClickAsync();
        await Expect(first.GetByTestId("save-bar")).ToHaveAttributeAsync("data-changed", "false");
        await second.GetByTestId("routing-debriefMinutes").FillAsync("8");
        await second.GetByTestId("routing-save").ClickAsync();
        await Expect(second.GetByTestId("routing-refusal")).ToBeVisibleAsync();
        await second.GetByTestId("routing-reload").ClickAsync();
        await Expect(second.GetByTestId("routing-debriefMinutes")).ToHaveValueAsync("6");
        await Expect(second.GetByTestId("routing-refusal")).ToHaveCountAsync(0);
        await chromium.LeaveAsync(first);
        await chromium.LeaveAsync(second);
    }

    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task The_page_has_no_violation(ColorScheme scheme)
    {
        var page = await OpenAsync(scheme);
        await Expect(page.GetByTestId("in-force")).ToHaveAttributeAsync("data-surge", "false");
        Assert.That((await page.RunAxe(Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
        await chromium.LeaveAsync(page);
    }

    private async Task<IPage> OpenAsync(ColorScheme scheme = ColorScheme.Light)
    {
        var page = await chromium.SignInAsync(server.Url, "demo-admin", "/admin/lines", new BrowserNewContextOptions { ColorScheme = scheme, Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await page.Locator("[data-testid=line-row][data-line=demo]").GetByTestId("line-routing").ClickAsync();
        await page.GetByTestId("routing-form").WaitForAsync();
        return page;
    }
}
