using System.Globalization;
using Hotline.Contracts;
using Hotline.Tests.Identity;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Live;

/// <summary>A board is pushed what is looked at, however many there are.</summary>
public sealed class BoardWindowTests
{
    private const int Workers = 53;
    private const int Waiting = 104;

    [Test]
    public async Task A_window_of_queue_and_workers_is_pushed_with_how_many_there_are_it_moves_and_everybody_can_be_asked_for()
    {
        await using var server = await RunningServer.StartAsync();
        var cookies = await Task.WhenAll(Enumerable.Range(1, Workers).Select(number => server.SignInAsync(string.Create(CultureInfo.InvariantCulture, $"drill-{number:000}"))));
        var consoles = await Task.WhenAll(cookies.Select(cookie => DeskConsole.StartAsync(server.Url, cookie, "drill")));
        foreach (var console in consoles)
            await console.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(CommandIds.Next(TimeProvider.System.GetUtcNow()), Presence.Break, BreakReason.Meal));
        await using var board = await BoardWatcher.StartAsync(server, "drill-supervisor", "drill");
        for (var number = 0; number < Waiting; number++) await server.PostContactAsync(new OpenContactRequest(null, "en", null, [], null, null, null), line: "drill");

        var first = await Until.Some(() => Task.FromResult(board.Latest is { QueueLength: Waiting } view && view.WorkersWindow?.Total == Workers ? view : null), "all are on the board");
        Assert.That((first.Queue.Count, first.Workers.Count, first.WorkersWindow, first.LiveWindow), Is.EqualTo((100, 50, new WindowView(0, Workers), new WindowView(0, 0))));
        Assert.That(first.Queue.Select(row => row.Place), Is.EqualTo(Enumerable.Range(1, 100)));

        await board.SendAsync(nameof(IConsoleHub.WatchRows), 0, 50);
        await board.SendAsync(nameof(IConsoleHub.WatchBoard), true, 100);
        var later = await Until.Some(() => Task.FromResult(board.Latest is { FirstRow: 100, WorkersWindow.First: 50 } view ? view : null), "the windows have moved");
        Assert.That(later.Queue.Select(row => row.Place), Is.EqualTo(Enumerable.Range(101, Waiting - 100)));
        Assert.That(later.Workers.Select(row => row.Name), Is.EqualTo(new[] { "drill-051", "drill-052", "drill-053" }));

        await board.SendAsync(nameof(IConsoleHub.WatchTotals));
        var totals = await Until.Some(() => Task.FromResult(board.Latest is { HasRows: false } view ? view : null), "a wallboard is pushed");
        Assert.That((totals.Queue.Count, totals.Live.Count, totals.Workers.Count), Is.EqualTo((0, 0, 0)), "without the rows it does not show");
        Assert.That((totals.QueueLength, totals.WorkersWindow?.Total, totals.Totals.Waiting.Sum(count => count.Waiting)), Is.EqualTo((Waiting, Workers, Waiting)));
        await board.SendAsync(nameof(IConsoleHub.WatchBoard), true, 100);
        await Until.True(() => board.Latest is { HasRows: true, FirstRow: 100, Queue.Count: Waiting - 100, WorkersWindow.First: 50 }, "and the windows are where they were");

        using var supervisor = new Browser(server.Url) { Cookie = await server.SignInAsync("drill-supervisor") };
        Assert.That((await supervisor.ReadAsync("/api/v1/console/workers", WireJson.Default.IReadOnlyListWorkerRow)).Count, Is.EqualTo(Workers));
        using var operators = new Browser(server.Url) { Cookie = cookies[0] };
        Assert.That(await operators.GetAsync("/api/v1/console/workers").SayAsync(), Does.StartWith("403"));
        foreach (var console in consoles) await console.DisposeAsync();
    }
}
