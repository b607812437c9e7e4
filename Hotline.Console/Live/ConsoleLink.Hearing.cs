using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>What is said and heard on an open connection.</summary>
public sealed partial class ConsoleLink : IHubListener
{
    void IHubListener.Desk(DeskView view)
    {
        claims.Compare(desk.View, view);
        Hear(() => desk.Push(view));
        if (claims.AreMissed && Wire is { } open)
            _ = Present(open);
    }

    void IHubListener.Board(BoardView view) => Hear(() => board.Push(view));

    void IHubListener.SignedOut(string reason) => signedIn.Ended(reason);

    void IHubListener.WentAway()
    {
        if (wire is not null)
            Become(LinkState.Away);
    }

    Task IHubListener.CameBack() => wire is { } open ? Join(open, again: true) : Task.CompletedTask;

    async Task IHubListener.Beat(long beat, DateTimeOffset serverTime)
    {
        clock.Hear(serverTime);
        Hear(null);
        if (wire is not { } open)
            return;
        try
        {
            await open.Tell(nameof(IConsoleHub.Answer), beat);
        }
        catch (Exception) when (!open.IsConnected)
        {
            // The lease runs on the server; the next connection renews it.
        }
        // The floor was away when this console came: nothing is pushed to it and nothing renewed until it has joined.
        if (JoinRefusal is not null && State == LinkState.Live)
            await Join(open, again: true);
    }

    /// <summary>Joins once more where it stands, for the claims' sake.</summary>
    private async Task Present(IHubWire of)
    {
        try
        {
            if ((await of.Ask(nameof(IConsoleHub.Join), Joining(), life.Token)).Done)
                claims.Forget();
        }
        catch (Exception failed) when (failed is HubRefusedException || !of.IsConnected || life.IsCancellationRequested)
        {
            // Presented again with the next desk or the next join.
        }
    }

    private JoinConsole Joining() => new(signedIn.Session?.Line ?? "", consoleId, claims.With(desk.View));

    private async Task Join(IHubWire of, bool again)
    {
        if (of != wire)
            return;
        Become(again ? LinkState.Joining : LinkState.Opening);
        if (again)
            await Task.Delay(JoinSpread * Random.Shared.NextDouble(), time);
        try
        {
            var receipt = await of.Ask(nameof(IConsoleHub.Join), Joining(), life.Token);
            // A floor that is away is no refusal: the server lets the console see, and joins it when the floor is back.
            JoinRefusal = receipt.Done || receipt.Refusal is "ledger_unavailable" or "contended" ? null : receipt.Refusal;
            if (receipt.Done)
                claims.Forget();
            LastHeard = time.GetUtcNow();
            if (of.IsConnected && of == wire)
                Become(LinkState.Live);
            await SendBoardWish();
        }
        catch (HubRefusedException)
        {
            JoinRefusal = "join_failed";
            await of.Close();
        }
        catch (Exception) when (!of.IsConnected || life.IsCancellationRequested)
        {
            // Gone again; the next connection joins.
        }
    }

    private async Task SendBoardWish()
    {
        if (State != LinkState.Live || wire is not { IsConnected: true } open)
            return;
        try
        {
            // Operators have no board; the hub would refuse even to stop one.
            if (!signedIn.Has(Roles.Supervisor))
                return;
            if (!boardWish.Watch && totalsFor.Count > 0)
            {
                await open.Tell(nameof(IConsoleHub.WatchTotals));
                return;
            }
            if (boardWish.Watch)
                await open.Tell(nameof(IConsoleHub.WatchRows), rowsWish.FirstLive, rowsWish.FirstWorker);
            await open.Tell(nameof(IConsoleHub.WatchBoard), boardWish.Watch, boardWish.FirstRow);
        }
        catch (Exception) when (!open.IsConnected)
        {
            // Said again after the next join.
        }
    }

    private void Hear(Action? then)
    {
        var wasLost = IsLost;
        LastHeard = time.GetUtcNow();
        then?.Invoke();
        if (wasLost)
            Changed?.Invoke();
    }
}
