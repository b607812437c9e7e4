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
        await server.SetRoutingAsync(routing => routing with { UnitCap = 1 });
        await using var desk = await DeskConsole.StartAsync(server, "demo-operator");
        await desk.SetPresenceAsync(Presence.Available);
        var first = (await server.PostContactAsync(Chat, channel: Channel.Chat)).ContactId;
        await desk.AcceptAsync(await desk.OfferedAsync(first));
        var second = (await server.PostContactAsync(Chat, channel: Channel.Chat)).ContactId;
        await Until.True(() => desk.Latest!.Queue.Sum(count => count.Waiting) == 1, "the second waits");
        Assert.That((desk.Latest!.Me.UnitsUsed, desk.Latest.Me.UnitsCap), Is.EqualTo((1, 1)));
        Assert.That(desk.Offered, Does.Not.Contain(second));

        await server.SetRoutingAsync(routing => routing with { UnitCap = 2 });

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

        await server.SetRoutingAsync(routing => routing with { Levels = [] });

        await trainee.OfferedAsync(high, within: TimeSpan.FromSeconds(5));
    }

    private static readonly OpenContactRequest Chat = new(null, "en", null, null, null, null, null);
}
