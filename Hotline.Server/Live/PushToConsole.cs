using Hotline.Server.Ledger;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Server.Live;

/// <summary>Sends one console what it is owed, one thing after the other, for as long as it is open.</summary>
internal sealed class PushToConsole(IHubContext<ConsoleHub, Wire.IConsoleClient> hub, ILedger ledger, DeskViews desks, BoardViews boards, LiveTicks ticks, ILogger<PushToConsole> logger)
{
    public async Task RunAsync(ConsoleConnection connection, Action abort)
    {
        var client = hub.Clients.Client(connection.ConnectionId);
        try
        {
            while (true)
            {
                var owed = await connection.NextAsync();
                if (owed.HasFlag(Owed.SignOut))
                {
                    await client.SignedOut(connection.SignOutReason ?? "signed_out");
                    abort();
                    return;
                }
                if (owed.HasFlag(Owed.Beat)) await client.Beat(ticks.Beat, ledger.Now);
                if (!connection.HasJoined) continue;
                if (owed.HasFlag(Owed.Desk) && desks.Of(connection) is { } desk) await client.Desk(desk);
                if (owed.HasFlag(Owed.Board) && connection.WatchesBoard && boards.Of(connection) is { } board) await client.Board(board);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
        catch (Exception failed)
        {
            // A console that cannot be pushed to must come back by a new connection; it is never left stale.
            LiveLog.PushFailed(logger, connection.ConnectionId, failed);
            abort();
        }
    }
}
