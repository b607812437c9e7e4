using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

/// <summary>A running server asks otherwise from the moment its routing is changed; nothing is restarted.</summary>
public sealed class RoutingInForceTests
{
    private RunningServer server = null!;

    [SetUp]
    public async Task StartAsync() => server = await RunningServer.StartAsync();

    [TearDown]
    public ValueTask StopAsync() => server.DisposeAsync();

    [Test]
    public async Task A_higher_cap_gives_the_second_chat_at_once()
    {
        await SetAsync(routing => routing with { UnitCap = 1 });
        await using var desk = await DeskConsole.StartAsync(server, "demo-operator");
        await desk.SetPresenceAsync(Presence.Available);
        var first = (await server.PostContactAsync(Chat, channel: Channel.Chat)).ContactId;
        await desk.AcceptAsync(await desk.OfferedAsync(first));
        var second = (await server.PostContactAsync(Chat, channel: Channel.Chat)).ContactId;
        await Until.True(() => desk.Latest!.Queue.Sum(count => count.Waiting) == 1, "the second waits");
        Assert.That((desk.Latest!.Me.UnitsUsed, desk.Latest.Me.UnitsCap), Is.EqualTo((1, 1)));
        Assert.That(desk.Offered, Does.Not.Contain(second));

        await SetAsync(routing => routing with { UnitCap = 2 });

        await desk.OfferedAsync(second, within: TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task Who_is_in_training_is_asked_for_what_is_high_only_once_the_line_allows_it()
    {
        await using var trainee = await DeskConsole.StartAsync(server, "demo-trainee");
        await trainee.SetPresenceAsync(Presence.Available);
        var high = (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.2", "yes"), EvidenceItem.Of("cssrs.4", "yes")], null, null, null))).ContactId;
        var low = (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.2", "no"), EvidenceItem.Of("distress", 3)], null, null, null))).ContactId;

        // The later and lighter one is offered: the other stands before it and does not block it.
        await trainee.FinishAsync(await trainee.AcceptAsync(await trainee.OfferedAsync(low)));
        Assert.That(trainee.Offered, Does.Not.Contain(high));

        await SetAsync(routing => routing with { Levels = [] });

        await trainee.OfferedAsync(high, within: TimeSpan.FromSeconds(5));
    }

    private static readonly OpenContactRequest Chat = new(null, "en", null, null, null, null, null);

    private async Task SetAsync(Func<RoutingView, RoutingView> change)
    {
        var cookie = await server.SignInAsync("demo-admin");
        using var read = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/lines/demo/routing") { Headers = { { "Cookie", cookie } } };
        using var known = await server.Client.SendAsync(read);
        var routing = await known.Content.ReadFromJsonAsync(WireJson.Default.RoutingView);
        using var put = new HttpRequestMessage(HttpMethod.Put, "/api/v1/admin/lines/demo/routing")
        {
            Headers = { { "Cookie", cookie }, { "Origin", server.Url.GetLeftPart(UriPartial.Authority) } },
            Content = JsonContent.Create(change(routing!), WireJson.Default.RoutingView),
        };
        using var answer = await server.Client.SendAsync(put);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
    }
}
