using Hotline.Console.Access;
using Hotline.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Console.Live;

/// <summary>The one connection of this tab to the floor. Opens for who is signed in, comes back for ever, joins with the claims it holds.</summary>
public sealed partial class ConsoleLink : IAsyncDisposable
{
    private static readonly TimeSpan JoinSpread = TimeSpan.FromSeconds(2);

    private readonly Uri hub;
    private readonly ConsoleApi api;
    private readonly SignedIn signedIn;
    private readonly DeskFeed desk;
    private readonly BoardFeed board;
    private readonly ServerClock clock;
    private readonly TimeProvider time;
    private readonly string consoleId = Guid.NewGuid().ToString("n");
    private HubConnection? connection;
    private CancellationTokenSource life = new();
    private string? joinedAs;
    private (bool Watch, int FirstRow) boardWish;

    public ConsoleLink(LinkParts parts, Uri origin)
    {
        (api, signedIn, desk, board, clock, time) = (parts.Api, parts.SignedIn, parts.Desk, parts.Board, parts.Clock, parts.Time);
        hub = new Uri(origin, "hubs/console");
        signedIn.Changed += Follow;
    }

    public LinkState State { get; private set; } = LinkState.Closed;

    /// <summary>Local time of the last sign of life; null before the first.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    /// <summary>Why the floor did not let this console in, as a slug; null when it did.</summary>
    public string? JoinRefusal { get; private set; }

    public bool IsLost => LinkHealth.IsLost(State, LastHeard, time.GetUtcNow());

    public event Action? Changed;

    internal HubConnection? Connection => State == LinkState.Live ? connection : null;

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
        await SendBoardWish();
    }

    private void Follow()
    {
        var wanted = signedIn.Session is { Line: not null } session && signedIn.Has(Roles.Operator, Roles.Supervisor, Roles.Administrator)
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
        var stopping = connection;
        connection = null;
        desk.Forget();
        board.Forget();
        LastHeard = null;
        Become(open ? LinkState.Opening : LinkState.Closed);
        if (stopping is not null)
            await stopping.DisposeAsync();
        if (open)
            await Run(Build(), life.Token);
    }

    private HubConnection Build()
    {
        var builder = new HubConnectionBuilder()
            .WithUrl(hub, HttpTransportType.WebSockets, options => options.SkipNegotiation = true)
            .WithAutomaticReconnect(new EndlessRetry())
            // Two and a half missed beats: a dead path that still looks open is torn down and tried anew.
            .WithServerTimeout(TimeSpan.FromSeconds(10));
        builder.Services.Configure<Microsoft.AspNetCore.SignalR.JsonHubProtocolOptions>(
            options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default));
        var built = builder.Build();
        built.On<DeskView>(nameof(IConsoleClient.Desk), view => Hear(() => desk.Push(view)));
        built.On<BoardView>(nameof(IConsoleClient.Board), view => Hear(() => board.Push(view)));
        built.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), (beat, at) => AnswerBeat(built, beat, at));
        built.On<string>(nameof(IConsoleClient.SignedOut), reason => signedIn.Ended(reason));
        built.Reconnecting += _ => BecomeAsync(built, LinkState.Away);
        built.Reconnected += _ => Join(built, reconnected: true);
        built.Closed += _ => BecomeAsync(built, LinkState.Away);
        return built;
    }

    /// <summary>Starts the connection, and starts it again whenever it gave up for good.</summary>
    private async Task Run(HubConnection built, CancellationToken stop)
    {
        connection = built;
        for (var tries = 0; !stop.IsCancellationRequested; tries++)
        {
            if (built.State == HubConnectionState.Disconnected)
            {
                try
                {
                    await built.StartAsync(stop);
                    await Join(built, reconnected: tries > 0);
                    tries = 0;
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    // The browser does not tell a refused handshake from a dead network; the session does.
                    if ((await api.ReadSession()).Slug == "not_signed_in")
                    {
                        signedIn.Ended("session_ended");
                        return;
                    }
                    if (tries > 0)
                        Become(LinkState.Away);
                }
            }
            try
            {
                await Task.Delay(EndlessRetry.Delay(tries + 1, Random.Shared.NextDouble()), time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private Task BecomeAsync(HubConnection of, LinkState state)
    {
        if (of == connection)
            Become(state);
        return Task.CompletedTask;
    }

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
        if (connection is not null)
            await connection.DisposeAsync();
    }
}

/// <summary>What the link stands on.</summary>
public sealed record LinkParts(ConsoleApi Api, SignedIn SignedIn, DeskFeed Desk, BoardFeed Board, ServerClock Clock, TimeProvider Time);
