using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;

namespace Hotline.Server.Live;

/// <summary>The beats of the live plane: boards every 250 ms, counts and offers not shown every second, the beat every 4 s.</summary>
internal sealed class LiveTicks(ConsoleRegister register, ILedger ledger, KeptFloors floors, DeskViews desks, LoopBeats loops, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShowWithin = TimeSpan.FromSeconds(3);

    /// <summary>
    /// No answer for this long: lost since 18 s, and of no use to anybody. SignalR does not close all of them by itself: it stops reading
    /// and stops counting at a message of a type it does not know.
    /// </summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(5);
    private long beat;

    public long Beat => Interlocked.Read(ref beat);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        for (var tick = 0; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            loops.Beat("live", LateAfter);
            var beats = tick % 16 == 0;
            if (beats) Interlocked.Increment(ref beat);
            foreach (var connection in register.All)
            {
                if (beats) connection.Owe(Owed.Beat);
                if (connection.WatchesBoard) connection.Owe(Owed.Board);
                if (connection.HasJoined && tick % 4 == 0 && desks.CountsOf(connection) != connection.LastCounts) connection.Owe(Owed.Desk);
                if (connection.HasJoined && floors.IsAway(connection.Line) != connection.ShowsAway) connection.Owe(Owed.Desk);
                // While the floor is away nothing moves, but offers it made run out.
                if (tick % 4 == 0 && (floors.IsAway(connection.Line) || HasUnshown(connection))) connection.Owe(Owed.Desk);
                if (time.GetElapsedTime(connection.LastAnswerTicks) > Silent)
                {
                    connection.SignOutReason = "silent";
                    connection.Owe(Owed.SignOut);
                }
            }
        }
    }

    private bool HasUnshown(ConsoleConnection connection)
    {
        var state = ledger.State(connection.Line);
        if (state.Worker(connection.Worker) is not { } worker) return false;
        var now = ledger.Now;
        return worker.Holdings.Any(holding => holding.Kind == HoldingKind.Reserved
            && state.Contact(holding.Contact) is { } contact
            && contact.Pending.Any(offer => offer.Worker == worker.Id && offer.ShownAt is null && now - offer.OfferedAt > ShowWithin));
    }
}
