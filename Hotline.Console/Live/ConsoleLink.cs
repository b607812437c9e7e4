using Hotline.Console.Access;
using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>What the link stands on.</summary>
public sealed record LinkParts(ConsoleApi Api, SignedIn SignedIn, DeskFeed Desk, BoardFeed Board, ServerClock Clock, TimeProvider Time);

/// <summary>The one connection of this tab to the floor. Opens for who is signed in, comes back for ever, joins with the claims it holds.</summary>
public sealed partial class ConsoleLink : IAsyncDisposable
{
    private static readonly TimeSpan JoinSpread = TimeSpan.FromSeconds(2);

    private readonly HubWires wires;
    private readonly ConsoleApi api;
    private readonly SignedIn signedIn;
    private readonly DeskFeed desk;
    private readonly BoardFeed board;
    private readonly ServerClock clock;
    private readonly TimeProvider time;
    private readonly string consoleId = Guid.NewGuid().ToString("n");
    private readonly HeldClaims claims = new();
    private IHubWire? wire;
    private CancellationTokenSource life = new();
    private string? joinedAs;
    private (bool Watch, int FirstRow) boardWish;
    private readonly HashSet<object> totalsFor = [];
    private (int FirstLive, int FirstWorker) rowsWish;

    public ConsoleLink(LinkParts parts, HubWires wires)
    {
        (api, signedIn, desk, board, clock, time) = (parts.Api, parts.SignedIn, parts.Desk, parts.Board, parts.Clock, parts.Time);
        this.wires = wires;
        signedIn.Changed += Follow;
    }

    public LinkState State { get; private set; } = LinkState.Closed;

    /// <summary>Local time of the last sign of life; null before the first.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    /// <summary>Why the floor did not let this console in, as a slug; null when it did.</summary>
    public string? JoinRefusal { get; private set; }

    public bool IsLost => LinkHealth.IsLost(State, LastHeard, time.GetUtcNow());

    public event Action? Changed;

    /// <summary>The wire while orders can be given.</summary>
    internal IHubWire? Wire => State == LinkState.Live ? wire : null;

    /// <summary>The browser says the network is gone. A beat that arrives all the same proves it wrong.</summary>
    public void Doubt()
    {
        LastHeard = time.GetUtcNow() - LinkHealth.BeatOverdueAfter - TimeSpan.FromMilliseconds(1);
        Changed?.Invoke();
    }

    /// <summary>Starts, moves or stops the board push; kept over reconnects.</summary>
    public async Task WatchBoard(bool watch, int firstRow)
    {
        boardWish = (watch, firstRow);
        if (!watch)
            rowsWish = default;
        await SendBoardWish();
    }

    /// <summary>The board without its rows, for as long as somebody wants it and nobody the whole; kept over reconnects.</summary>
    /// <param name="who">Who wants it, or no longer.</param>
    public async Task WatchTotals(object who, bool watch)
    {
        if ((watch ? totalsFor.Add(who) : totalsFor.Remove(who)) && !boardWish.Watch)
            await SendBoardWish();
    }

    /// <summary>Moves the windows of the board's other tables; kept over reconnects.</summary>
    public async Task WatchRows(int firstLive, int firstWorker)
    {
        rowsWish = (firstLive, firstWorker);
        await SendBoardWish();
    }

    private void Follow()
    {
        var wanted = signedIn.Session is { Line: not null } session && signedIn.Has(Roles.Operator, Roles.Supervisor)
            ? session.WorkerId + "@" + session.Line
            : null;
        if (wanted == joinedAs)
            return;
        joinedAs = wanted;
        _ = Restart(wanted is not null);
    }

    private async Task Restart(bool open)
    {
        await life.CancelAsync();
        life = new CancellationTokenSource();
        var stopping = wire;
        wire = null;
        desk.Forget();
        claims.Forget();
        board.Forget();
        LastHeard = null;
        Become(open ? LinkState.Opening : LinkState.Closed);
        if (stopping is not null)
            await stopping.DisposeAsync();
        if (open)
            await Run(life.Token);
    }

    private Task Run(CancellationToken stop) => EndlessTries.Run(
        async tries =>
        {
            wire ??= await wires.Make(this);
            if (!wire.IsIdle)
                return false;
            await wire.Open(stop);
            await Join(wire, again: tries > 0);
            return true;
        },
        async tries =>
        {
            if (await EndlessTries.HasEnded(api, signedIn))
                return true;
            if (tries > 0)
                Become(LinkState.Away);
            return false;
        },
        time, stop);

    private void Become(LinkState state)
    {
        State = state;
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        signedIn.Changed -= Follow;
        await life.CancelAsync();
        life.Dispose();
        if (wire is not null)
            await wire.DisposeAsync();
    }
}
