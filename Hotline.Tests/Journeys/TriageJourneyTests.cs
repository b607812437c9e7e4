using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Hotline.Tests.Journeys;

/// <summary>Somebody writes, and moves up the queue; a supervisor sets a band; both stand in the audit.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TriageJourneyTests
{
    private static readonly OpenContactRequest Asked = new(null, "en", null, [EvidenceItem.Of("cssrs.2", "no"), EvidenceItem.Of("distress", 3)], null, null, null);
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
    public async Task A_text_raises_the_band_the_contact_moves_up_a_supervisor_sets_another_and_the_audit_has_both()
    {
        var board = await chromium.SignInAsync(server.Url, "demo-supervisor", "/board");
        await Expect(board.GetByTestId("board")).ToBeVisibleAsync();
        var first = (await server.PostContactAsync(Asked, channel: Channel.Chat)).ContactId;
        var second = (await server.PostContactAsync(Asked, channel: Channel.Chat)).ContactId;
        await Expect(Row(board, first)).ToHaveAttributeAsync("data-place", "1");
        await Expect(Row(board, second)).ToHaveAttributeAsync("data-place", "2");
        await Expect(Row(board, second)).ToHaveAttributeAsync("data-band", "Low");

        await WriteAsync(second, "I am going to kill myself tonight, I have the pills here");

        await Expect(Row(board, second)).ToHaveAttributeAsync("data-band", "High");
        await Expect(Row(board, second)).ToHaveAttributeAsync("data-place", "1");

        await Row(board, first).GetByTestId("action-set-band").ClickAsync();
        await board.GetByTestId("band-Imminent").CheckAsync(new LocatorCheckOptions { Force = true });
        await board.GetByTestId("band-confirm").ClickAsync();
        await Expect(board.GetByTestId("band-refusal")).ToHaveTextAsync(new Regex("."));
        await board.GetByTestId("band-reason").FillAsync("known to this line, he means it");
        await board.GetByTestId("band-confirm").ClickAsync();
        await Expect(Row(board, first)).ToHaveAttributeAsync("data-band", "Imminent");
        await Expect(Row(board, first)).ToHaveAttributeAsync("data-place", "1");

        var actions = await Until.Some(async () => await AuditAsync() is var all && all.Contains(("BandOverridden", "contact:" + first)) ? all : null, "the audit has the band that was set");
        Assert.That(actions, Does.Contain(("ContactRescored", "contact:" + second)));
    }

    private static ILocator Row(IPage board, string contact) => board.Locator($"[data-testid=board-row][data-contact={contact}]");

    private async Task WriteAsync(string contact, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/demo/contacts/{contact}/texts");
        request.Headers.Add("X-Channel-Key", "hlk_demo-chat_development");
        request.Content = JsonContent.Create(new AddTextRequest(text), WireJson.Default.AddTextRequest);
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<List<(string Action, string Subject)>> AuditAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/audit?chain=line:demo");
        request.Headers.Add("Cookie", await server.SignInAsync("demo-admin"));
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListAuditEntryView))!.Select(entry => (entry.Action, entry.Subject))];
    }
}
