using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Hotline.Tests.Journeys;

/// <summary>WCAG 2.2 AA by axe on every page family, light and dark, and nothing asked of another origin.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
public sealed class AccessibilityTests
{
    internal static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };
    private RunningServer server = null!;
    private Chromium chromium = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        chromium = await Chromium.StartAsync();
        server = await RunningServer.StartAsync();
        for (var i = 0; i < 4; i++)
            await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of(i == 0 ? "act_in_progress" : "cssrs.4", "yes"), EvidenceItem.Of("cssrs.2", "yes")], null, null, null));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [TestCase("demo-supervisor", "/board", "board-row", ColorScheme.Light)]
    [TestCase("demo-supervisor", "/board", "board-row", ColorScheme.Dark)]
    [TestCase("demo-supervisor", "/wallboard", "wallboard", ColorScheme.Light)]
    [TestCase("demo-supervisor", "/wallboard", "wallboard", ColorScheme.Dark)]
    [TestCase("demo-supervisor", "/log", "log-span", ColorScheme.Light)]
    [TestCase("demo-supervisor", "/log", "log-span", ColorScheme.Dark)]
    [TestCase("demo-operator", "/desk", "start-shift", ColorScheme.Light)]
    [TestCase("demo-operator", "/desk", "start-shift", ColorScheme.Dark)]
    [TestCase("demo-admin", "/admin/lines", "line-row", ColorScheme.Light)]
    [TestCase("demo-admin", "/admin/workers", "worker-row", ColorScheme.Dark)]
    [TestCase("demo-admin", "/admin/keys", "key-row", ColorScheme.Light)]
    [TestCase("demo-admin", "/admin/partners", "partner-row", ColorScheme.Light)]
    [TestCase("demo-admin", "/admin/partners", "partner-row", ColorScheme.Dark)]
    [TestCase("demo-supervisor", "/disclosures", "disclosures-span", ColorScheme.Light)]
    [TestCase("demo-supervisor", "/disclosures", "disclosures-span", ColorScheme.Dark)]
    [TestCase("demo-admin", "/admin/rules", "rule-set", ColorScheme.Light)]
    [TestCase("demo-admin", "/admin/rules", "rule-set", ColorScheme.Dark)]
    public async Task A_page_has_no_violation_and_asks_nothing_of_another_origin(string user, string path, string shows, ColorScheme scheme)
    {
        var page = await chromium.SignInAsync(server.Url, user, path, new BrowserNewContextOptions { ColorScheme = scheme, Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        List<string> foreign = [];
        page.Request += (_, request) => { if (!IsOwn(request.Url)) foreign.Add(request.Url); };
        await page.GetByTestId(shows).First.WaitForAsync();
        var found = await page.RunAxe(Rules);
        Assert.That(found.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
        Assert.That(foreign, Is.Empty);
        await chromium.LeaveAsync(page);
    }

    [Test]
    public async Task A_browser_in_Chinese_is_spoken_to_in_Chinese_before_anything_is_chosen()
    {
        var page = await chromium.SignInAsync(server.Url, "demo-admin", "/admin/lines", new BrowserNewContextOptions { Locale = "zh-CN" });

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("热线");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task A_violation_is_found_where_there_is_one()
    {
        var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<html lang=en><title>x</title><main><input></main>");
        Assert.That((await page.RunAxe(Rules)).Violations, Is.Not.Empty);
        await context.CloseAsync();
    }

    private bool IsOwn(string url) => url.StartsWith(server.Url.ToString(), StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal);
}
