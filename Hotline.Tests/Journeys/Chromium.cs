using System.Collections.Concurrent;
using Hotline.Tests.Support;
using Microsoft.Playwright;

namespace Hotline.Tests.Journeys;

/// <summary>One real Chromium for a fixture. A browser that was left is given to the next person: signed out and empty, but for the console that it has loaded already.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly BrowserNewContextOptions Usual = new() { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 } };

    /// <summary>Outside networks are closed to tests; Chromium's own errands would only fail and wait.</summary>
    public static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"];

    private readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> left = [];
    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    public static async Task<Chromium> StartAsync()
    {
        var program = Requires.Browser();
        // Two fixtures at once on two cores: a page may take its time.
        Assertions.SetDefaultExpectTimeout(15_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = Arguments,
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A person at a page of the console, signed in.</summary>
    public async Task<IPage> SignInAsync(Uri url, string user, string path, BrowserNewContextOptions? options = null, string password = "hotline-demo")
    {
        options ??= Usual;
        if (!Left(options).TryTake(out var context))
        {
            context = await Browser.NewContextAsync(options);
            context.SetDefaultTimeout(30_000);
        }
        var page = await context.NewPageAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = options.ColorScheme ?? ColorScheme.Light });
        await page.GotoAsync(new Uri(url, path).ToString());
        await page.GetByTestId("signin-user").FillAsync(user);
        await page.GetByTestId("signin-password").FillAsync(password);
        await page.GetByTestId("signin-submit").ClickAsync();
        return page;
    }

    /// <summary>Whoever was at the page goes: nothing of theirs is kept.</summary>
    public async Task LeaveAsync(IPage page, BrowserNewContextOptions? options = null)
    {
        var context = page.Context;
        await page.EvaluateAsync("() => { localStorage.clear(); sessionStorage.clear(); }");
        foreach (var open in context.Pages.ToArray()) await open.CloseAsync();
        await context.ClearCookiesAsync();
        Left(options ?? Usual).Add(context);
    }

    private ConcurrentBag<IBrowserContext> Left(BrowserNewContextOptions options) =>
        left.GetOrAdd($"{options.Locale} {options.ViewportSize?.Width}x{options.ViewportSize?.Height}", _ => []);

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
