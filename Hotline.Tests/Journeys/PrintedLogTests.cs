using Hotline.Contracts;
using Hotline.Tests.Supervision;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>The shift log on paper: dark on white whatever the screen, as a table with its head, with what is folded, and without what can only be pressed.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PrintedLogTests
{
    /// <summary>A4 without its margins, in pixels of the page: narrower than the screen on which tables become cards.</summary>
    private static readonly (int Width, int Height) Paper = (688, 1017);

    [Test]
    public async Task The_log_is_printed_as_a_table_dark_on_white_with_what_is_folded()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = await RunningServer.StartAsync();
        await using (var board = await BoardWatcher.StartAsync(server))
        {
            foreach (var on in new[] { true, false }) await SwitchTests.SwitchAsync(board, LineSwitch.Surge, on);
            // Alike within a moment: one line on the screen when there are more than three.
            for (var time = 0; time < 8; time++) await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("act_in_progress", "yes")], null, null, null));
            await Until.True(() => board.Latest?.Alarms.Count(alarm => alarm.Kind == "imminent_waiting") == 8, "as many alarms", TimeSpan.FromSeconds(30));
        }
        var page = await chromium.SignInAsync(server.Url, "demo-supervisor", "/log", new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark, Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await page.GetByTestId("log-again").ClickAsync();
        await Expect(page.Locator("[data-testid=log-row][data-kind=surge_off]")).ToBeVisibleAsync();
        await page.GetByTestId("log-filter-Switches").ClickAsync();

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(Paper.Width, Paper.Height);

        await Expect(page.GetByTestId("log-only")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("log-print")).ToBeHiddenAsync();
        await Expect(page.GetByTestId("log-note")).ToBeHiddenAsync();
        await Expect(page.Locator(".topbar")).ToBeHiddenAsync();
        await Expect(page.GetByTestId("log-table").Locator("thead th").First).ToBeVisibleAsync();
        Assert.That(await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('[data-testid=log-row]')).display"), Is.EqualTo("table-row"));
        var ink = await page.EvaluateAsync<int[]>("() => getComputedStyle(document.querySelector('[data-testid=log-row]')).color.match(/\\d+/g).slice(0, 3).map(Number)");
        Assert.That(ink, Has.All.LessThan(100), "dark ink");
        Assert.That(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "nothing is cut off at the side");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await page.GetByTestId("log-filter-all").ClickAsync();
        var folded = page.Locator("[data-testid=log-row] details code").First;
        await Expect(folded).ToBeHiddenAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(folded).ToBeVisibleAsync();
    }
}
