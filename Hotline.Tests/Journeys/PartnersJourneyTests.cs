using Deque.AxeCore.Playwright;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>An administrator sets up partners and an account for one; a supervisor reads what left.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class PartnersJourneyTests
{
    private static readonly DisclosureEntry Entry = new(
        "d1", new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero), "e1", "cx4j5k2mzq7w3r6t8y2n5b4v1a", "mobile-crisis-team", "Mobile crisis team", "w1", "Demo Operator 林", "webhook", "https://partner.example/hotline/incoming",
        ["who.name", "where.address", "what.something_new"], DisclosureGround.VitalInterest, "She stopped answering.", new string('a', 64), "w2", "Demo Supervisor 王");

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
    public async Task A_webhook_is_refused_beside_its_fields_then_saved_with_its_secret_tested_rotated_and_disabled()
    {
        var page = await OpenAsync("/admin/partners", "partner-row");
        await page.GetByTestId("partner-new").ClickAsync();
        await page.GetByTestId("partner-id").FillAsync("clinic");
        await page.GetByTestId("partner-name").FillAsync("Clinic");
        await page.GetByTestId("partner-delivery-Webhook").CheckAsync();
        await page.GetByTestId("partner-url").FillAsync("http://clinic.example");
        await page.GetByTestId("partner-area.geoJson").FillAsync("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""");
        await page.GetByTestId("partner-save").ClickAsync();
        await Expect(page.GetByTestId("fault-url")).ToContainTextAsync("https");
        await Expect(page.GetByTestId("fault-area.geoJson")).ToContainTextAsync("coordinates[0]: not closed");
        await Expect(page.GetByTestId("partner-url")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByTestId("partner-error")).ToContainTextAsync("2");
        Assert.That(await ViolationsAsync(page), Is.Empty);

        await page.GetByTestId("partner-url").FillAsync("https://clinic.example/hotline");
        await page.GetByTestId("partner-area.geoJson").FillAsync("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""");
        await page.GetByTestId("partner-save").ClickAsync();
        await Expect(page.GetByTestId("shown-once-value")).ToContainTextAsync("whsec_");
        var secret = await page.GetByTestId("shown-once-value").TextContentAsync();
        var row = page.Locator("[data-testid=partner-row][data-partner=clinic]");
        await Expect(row).ToContainTextAsync("Drawn area");
        await row.GetByTestId("partner-test").ClickAsync();
        await Expect(page.GetByTestId("partner-tested")).ToHaveAttributeAsync("data-code", new System.Text.RegularExpressions.Regex("[a-z_]+"), new() { Timeout = 20_000 });

        await row.GetByTestId("partner-rotate").ClickAsync();
        await page.GetByTestId("rotate-confirm").ClickAsync();
        await Expect(page.GetByTestId("shown-once-value")).Not.ToHaveTextAsync(secret!);
        await row.GetByTestId("partner-switch").ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-enabled", "false");
        Assert.That(await ViolationsAsync(page), Is.Empty);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Emergency_numbers_are_added_by_a_button_and_by_keyboard_alone()
    {
        var page = await OpenAsync("/admin/partners", "partner-row");
        await page.GetByTestId("partner-presets").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("presets-us").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-testid=partner-row][data-partner=emergency-911]")).ToContainTextAsync("911");
        await page.Locator("[data-testid=partner-row][data-partner=emergency-911]").GetByTestId("partner-edit").ClickAsync();
        await Expect(page.GetByTestId("partner-say")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("This is a crisis hotline"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("partner-dialog")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task An_account_of_a_partner_is_made_by_choosing_the_partner_and_gets_nothing_else()
    {
        var page = await OpenAsync("/admin/workers", "worker-row");
        await page.GetByTestId("worker-new").ClickAsync();
        await page.GetByTestId("worker-user").FillAsync("crisis-desk");
        await page.GetByTestId("worker-name").FillAsync("Crisis desk");
        await page.GetByTestId("worker-role-partner").CheckAsync();
        await Expect(page.GetByTestId("worker-role-operator")).Not.ToBeCheckedAsync();
        await Expect(page.GetByTestId("worker-language")).ToHaveCountAsync(0);
        await page.GetByTestId("worker-save").ClickAsync();
        await Expect(page.GetByTestId("worker-error")).ToContainTextAsync("partner");
        await page.GetByTestId("worker-partner").SelectOptionAsync("mobile-crisis-team");
        Assert.That(await ViolationsAsync(page), Is.Empty);
        await page.GetByTestId("worker-save").ClickAsync();
        await page.GetByTestId("shown-once").WaitForAsync();
        await Expect(page.Locator("[data-testid=worker-row][data-user=crisis-desk]").GetByTestId("worker-partner-of")).ToHaveTextAsync("Mobile crisis team");
        await page.Context.CloseAsync();
    }

    [TestCase(ColorScheme.Light, "en-GB", 1280)]
    [TestCase(ColorScheme.Dark, "zh-CN", 390)]
    public async Task What_left_is_listed_fits_the_screen_and_can_be_taken_along(ColorScheme scheme, string language, int width)
    {
        var page = await chromium.SignInAsync(server.Url, "demo-supervisor", "/board", new BrowserNewContextOptions { ColorScheme = scheme, Locale = language, ViewportSize = new ViewportSize { Width = width, Height = 844 } });
        await page.Locator("a[href=disclosures]").ClickAsync();
        await page.GetByTestId("disclosures-empty").WaitForAsync();
        var json = System.Text.Json.JsonSerializer.Serialize(new DisclosureLog("demo", Entry.At.AddDays(-1), Entry.At.AddDays(1), false, [Entry]), WireJson.Default.DisclosureLog);
        await page.RouteAsync("**/api/v1/console/disclosures*", route => route.Request.Url.Contains("format=csv", StringComparison.Ordinal) ? route.ContinueAsync() : route.FulfillAsync(new RouteFulfillOptions { Body = json, ContentType = "application/json" }));
        await page.GetByTestId("disclosures-show").ClickAsync();
        var row = page.GetByTestId("disclosure-row");
        await Expect(row).ToContainTextAsync("Mobile crisis team");
        await Expect(row).ToContainTextAsync(language == "en-GB" ? "name, address, what.something_new" : "姓名、地址、what.something_new");
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True, "no scrolling sideways");
        Assert.That(await ViolationsAsync(page), Is.Empty);
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("disclosures-csv").ClickAsync());
        Assert.That(file.SuggestedFilename, Does.StartWith("disclosures-demo-").And.EndWith(".csv"));
        await page.Context.CloseAsync();
    }

    [TestCase("zh-CN", ColorScheme.Light)]
    [TestCase("en-GB", ColorScheme.Dark)]
    public async Task The_page_and_its_form_fit_a_phone(string language, ColorScheme scheme)
    {
        var page = await chromium.SignInAsync(server.Url, "demo-admin", "/admin/partners", new BrowserNewContextOptions { ColorScheme = scheme, Locale = language, ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await page.GetByTestId("partner-row").First.WaitForAsync();
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True, "no scrolling sideways");
        await page.GetByTestId("partner-new").ClickAsync();
        await page.GetByTestId("partner-delivery-Webhook").CheckAsync();
        await page.GetByTestId("partner-hours-add").ClickAsync();
        Assert.That(await page.GetByTestId("partner-dialog").EvaluateAsync<bool>("dialog => dialog.scrollWidth <= dialog.clientWidth"), Is.True, "nor in the form");
        Assert.That(await ViolationsAsync(page), Is.Empty);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path, string shows)
    {
        var page = await chromium.SignInAsync(server.Url, "demo-admin", path);
        await page.GetByTestId(shows).First.WaitForAsync();
        return page;
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page) =>
        (await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}");
}
