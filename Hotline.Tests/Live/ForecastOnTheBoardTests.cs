using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Live;

/// <summary>Expected waits on a running server: told at intake, shown on the board, and judged by what came of them.</summary>
public sealed class ForecastOnTheBoardTests
{
    [Test]
    public async Task What_was_told_stands_on_the_board_with_how_wrong_it_was()
    {
        await using var server = await RunningServer.StartAsync();
        await using var desk = await DeskConsole.StartAsync(server, "demo-operator");
        await desk.SetPresenceAsync(Presence.Available);
        await using var board = await BoardWatcher.StartAsync(server);

        var told = await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.1", "yes"), EvidenceItem.Of("cssrs.2", "no"), EvidenceItem.Of("cssrs.6", "no")], null, null, null));
        Assert.That((told.Band, told.ExpectedWait?.FromSeconds), Is.EqualTo((Band.Low, (int?)0)));
        var held = await desk.AcceptAsync(await desk.OfferedAsync(told.ContactId));
        await desk.FinishAsync(held);

        var low = await Until.Some(
            () => Task.FromResult(board.Latest?.Totals.Forecasts?.SingleOrDefault(one => one is { Band: Band.Low, Judged: 1, Range: not null })), "the error is measured", TimeSpan.FromSeconds(60));
        Assert.That(low.MedianError, Is.InRange(0, told.ExpectedWait!.UntilSeconds));
        Assert.That(low.InRange, Is.EqualTo(1));
        Assert.That(board.Latest!.Totals.Forecasts!.Select(one => one.Band), Is.EqualTo(new[] { Band.High, Band.Moderate, Band.Low }));
    }
}
