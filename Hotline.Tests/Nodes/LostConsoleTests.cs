using System.Diagnostics;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Nodes;

/// <summary>A cable that swallows everything: no end of the connection is told, only the answers stop.</summary>
public sealed class LostConsoleTests
{
    [Test]
    public async Task A_silent_console_is_found_lost_within_fifteen_seconds_of_its_last_answer_and_its_offer_goes_on()
    {
        var nodes = await ThreeNodes.SharedAsync();
        var (a, b, c) = (nodes.Servers[0], nodes.Servers[1], nodes.Servers[2]);
        await using var cable = new Cable(b.Url);
        await using var board = await BoardWatcher.StartAsync(c);
        await using var other = await DeskConsole.StartAsync(c, "demo-operator2");
        await other.SetPresenceAsync(Presence.OffDuty);
        await using var silent = await DeskConsole.StartAsync(cable.Url, await a.SignInAsync("demo-operator"));
        await silent.SetPresenceAsync(Presence.Available);
        var joined = silent.AnsweredAt;
        await Until.True(() => silent.AnsweredAt > joined, "it answers a beat");

        // The offer is shown; its deadline lies behind the lease's end, so that only the loss can end it.
        await Until.True(() => Stopwatch.GetElapsedTime(silent.AnsweredAt) > TimeSpan.FromMilliseconds(500), "the answer has arrived");
        var receipt = await a.PostContactAsync(ThreeNodes.Body());
        await silent.OfferedAsync(receipt.ContactId);
        cable.BlackHole();
        var last = silent.AnsweredAt;
        await other.SetPresenceAsync(Presence.Available);

        var me = silent.Latest!.Me.WorkerId;
        await Until.True(() => board.Latest?.Workers.Any(row => row.WorkerId == me && row.Presence == Presence.ConsoleLost) == true, "the board shows the console as lost", TimeSpan.FromSeconds(20));
        var lost = Stopwatch.GetElapsedTime(last);
        var offer = await other.OfferedAsync(receipt.ContactId, TimeSpan.FromSeconds(5));
        var again = Stopwatch.GetElapsedTime(last);
        TestContext.Out.WriteLine($"Last answer to lost: {lost.TotalSeconds:0.00} s; to the next offer of what it was offered: {again.TotalSeconds:0.00} s");

        Assert.That(silent.IsOpen, Is.True, "no disconnect told it");
        Assert.That(lost, Is.LessThan(TimeSpan.FromSeconds(15)));
        Assert.That(again - lost, Is.LessThan(TimeSpan.FromSeconds(1)));
        await other.FinishAsync(await other.AcceptAsync(offer));
        await other.SetPresenceAsync(Presence.OffDuty);

        cable.Mend();
        await Until.True(() => silent.Latest?.Me.Presence != Presence.ConsoleLost && silent.Latest?.Offers.Count == 0, "mended, the desk equals the floor again");
        await silent.SetPresenceAsync(Presence.OffDuty);
    }
}
