using System.Net.Http.Json;
using Deque.AxeCore.Playwright;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Hotline.Tests.Journeys;

/// <summary>WCAG 2.2 AA by axe on a desk that holds a contact who writes: reasons, marked phrases, instruments, the dialog that sets a band.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EngagedDeskAccessibilityTests
{
    [Test]
    public async Task A_desk_with_a_text_and_its_signals_has_no_violation_in_light_dark_English_and_Chinese()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var server = await RunningServer.StartAsync();
        var desk = await chromium.SignInAsync(server.Url, "demo-operator", "/desk", new BrowserNewContextOptions { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await desk.GetByTestId("presence-available").ClickAsync();
        var contact = (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.1", "yes"), EvidenceItem.Of("distress", 8)], null, null, null), channel: Channel.Chat)).ContactId;
        await WriteAsync(server, contact, "I want to die and I have the pills here. My friend said I should write to you");
        var offer = desk.Locator($"[data-testid=offer][data-contact={contact}]");
        await offer.GetByTestId("offer-accept").ClickAsync();
        await desk.GetByTestId("signal").First.WaitForAsync();
        var signedIn = await desk.Context.StorageStateAsync();
        await using var chinese = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { Locale = "zh-CN", StorageState = signedIn });
        foreach (var (locale, scheme, width) in new[] { ("en-GB", ColorScheme.Light, 1280), ("en-GB", ColorScheme.Dark, 390), ("zh-CN", ColorScheme.Dark, 1280), ("zh-CN", ColorScheme.Light, 390) })
        {
            var page = await (locale == "zh-CN" ? chinese : desk.Context).NewPageAsync();
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 844);
            await page.GotoAsync(new Uri(server.Url, "/desk").ToString());
            await page.GetByTestId("signal").First.WaitForAsync();
            await AssertCleanAsync(page, $"{locale} {scheme} {width}");
            await page.GetByTestId("set-band").ClickAsync();
            await page.GetByTestId("band-confirm").WaitForAsync();
            await AssertCleanAsync(page, $"{locale} {scheme} {width}, setting a band");
            await page.CloseAsync();
        }
    }

    private static async Task AssertCleanAsync(IPage page, string where) =>
        Assert.That((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{where}: {violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);

    private static async Task WriteAsync(RunningServer server, string contact, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/demo/contacts/{contact}/texts");
        request.Headers.Add("X-Channel-Key", "hlk_demo-chat_development");
        request.Content = JsonContent.Create(new AddTextRequest(text), WireJson.Default.AddTextRequest);
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
