using Hotline.Tests.Journeys;
using Hotline.Tests.Support;
using Microsoft.Playwright;

namespace Hotline.Tests.Bench.Visits;

/// <summary>A Chromium with an empty profile on disk, as on a machine where nobody has opened the console yet; its second visit finds what the first one left.</summary>
internal sealed class BrowserProfile : IAsyncDisposable
{
    /// <summary>Of the console from the outside, in the page: when did it take the first input, milliseconds since the navigation began?</summary>
    private const string Desk = """
        window.answered = new Promise((resolve) => {
          let pressed = false;
          new MutationObserver((_, watcher) => {
            const button = document.querySelector('[data-testid=presence-break]');
            if (button?.getAttribute('aria-expanded') === 'true') {
              watcher.disconnect();
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
            } else if (button && !button.disabled && !pressed) {
              pressed = true;
              button.click();
            }
          }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-expanded', 'disabled'] });
        });
        """;

    private const string SignIn = """
        window.answered = new Promise((resolve) => {
          new MutationObserver((_, watcher) => {
            const field = document.querySelector('[data-testid=signin-user]');
            if (!field) return;
            watcher.disconnect();
            field.focus();
            field.value = 'a';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
          }).observe(document, { subtree: true, childList: true });
        });
        """;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly string folder;
    private readonly IBrowserContext context;
    private readonly string page;

    private BrowserProfile(string folder, IBrowserContext context, Uri url) => (this.folder, this.context, page) = (folder, context, new Uri(url, "/desk").ToString());

    /// <param name="cookie">Of who is signed in already, as a header has it; null: nobody.</param>
    public static async Task<BrowserProfile> NewAsync(IPlaywright playwright, Uri url, string? cookie)
    {
        var folder = Directory.CreateTempSubdirectory("hotline-profile-").FullName;
        var context = await playwright.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Requires.Browser(), Args = Chromium.Arguments, Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
        });
        var cookies = (cookie ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2));
        if (cookie is not null) await context.AddCookiesAsync(cookies.Select(one => new Cookie { Name = one[0], Value = one[1], Url = url.ToString(), Secure = true, HttpOnly = true }));
        return new BrowserProfile(folder, context, url);
    }

    /// <summary>Seconds from the navigation to the desk until one of its presence buttons was there, was pressed, and its answer was on the screen.</summary>
    public Task<double> DeskAsync() => VisitAsync(Desk);

    /// <summary>Seconds from the navigation until the sign-in form was there, had taken a letter, and the next frame was on the screen.</summary>
    public Task<double> SignInAsync() => VisitAsync(SignIn);

    /// <summary>From the sign-in page to the desk; bytes as they came over the wire, headers included, WebSocket left out.</summary>
    public async Task<IReadOnlyList<Fetched>> FetchAsync(string user)
    {
        var tab = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(tab);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        List<Fetched> all = [];
        session.Event("Network.requestWillBeSent").OnEvent += (_, about) =>
        {
            lock (all) names[about!.Value.GetProperty("requestId").GetString()!] = about.Value.GetProperty("request").GetProperty("url").GetString()!;
        };
        session.Event("Network.loadingFinished").OnEvent += (_, about) =>
        {
            lock (all) all.Add(new Fetched(names.GetValueOrDefault(about!.Value.GetProperty("requestId").GetString()!, ""), about.Value.GetProperty("encodedDataLength").GetDouble()));
        };
        await session.SendAsync("Network.enable");
        await tab.GotoAsync(page);
        await tab.GetByTestId("signin-user").FillAsync(user);
        await tab.GetByTestId("signin-password").FillAsync("hotline-demo");
        await tab.GetByTestId("signin-submit").ClickAsync();
        await tab.GetByTestId("presence-break").WaitForAsync();
        for (var before = -1; before != all.Count;)
        {
            before = all.Count;
            await Task.Delay(Quiet);
        }
        await tab.CloseAsync();
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<double> VisitAsync(string script)
    {
        var tab = await context.NewPageAsync();
        await tab.AddInitScriptAsync(script);
        await tab.GotoAsync(page, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        var milliseconds = await tab.EvaluateAsync<double>("() => window.answered").WaitAsync(TimeSpan.FromSeconds(60));
        await tab.CloseAsync();
        return milliseconds / 1000;
    }
}

/// <param name="Url">Of what was fetched.</param>
/// <param name="Bytes">Compressed, with its headers.</param>
internal sealed record Fetched(string Url, double Bytes);
