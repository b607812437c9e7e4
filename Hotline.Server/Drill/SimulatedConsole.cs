using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hotline.Server.Drill;

/// <summary>One console on the wire: WebSockets only, joins with its claims, answers beats, comes back for ever, and vanishes when told to.</summary>
internal sealed class SimulatedConsole(SimulatedConsole.Seat seat, DrillClock clock, Chance chance)
{
    /// <summary>What a console needs of whoever sits at it.</summary>
    /// <param name="SignIn">A fresh cookie.</param>
    internal sealed record Seat(
        Uri Url, string Line, Func<CancellationToken, Task<string>> SignIn, Func<IReadOnlyList<string>> Claims, Action<Wire.DeskView> See, Action<TimeSpan> BeatAnswered);

    private const int MostErrors = 50;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly string[] Passing = ["ledger_unavailable", "contended", "internal_error", "unavailable"];

    private readonly string consoleId = Guid.NewGuid().ToString("n");
    private readonly Lock gate = new();
    private TaskCompletionSource<HubConnection> joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? drop;
    private TimeSpan awayUntil;

    /// <summary>Times it came back and joined again.</summary>
    public int Reconnects { get; private set; } = -1;

    private bool IsAway => clock.Now < awayUntil;

    /// <summary>Completes when the floor was joined for the first time.</summary>
    public Task Ready => joined.Task;

    /// <summary>Stops answering and drops the connection; back after the span.</summary>
    public async Task VanishAsync(TimeSpan span, CancellationToken stop)
    {
        lock (gate)
        {
            awayUntil = clock.Now + span;
            drop?.Cancel();
        }

        await clock.Delay(span, stop);
    }

    /// <summary>Sends an order, again with the same command id when nobody answered, until there is an answer that stands.</summary>
    public async Task<Wire.Receipt> OrderAsync(string method, object order, CancellationToken stop)
    {
        for (var errors = 0; ;)
        {
            var connection = await Joined().WaitAsync(stop);
            try
            {
                var receipt = await connection.InvokeCoreAsync<Wire.Receipt>(method, [order], stop);
                if (receipt.Done || !Passing.Contains(receipt.Refusal))
                    return receipt;
            }
            catch (HubException failure) when (++errors > MostErrors)
            {
                throw new DrillStoppedException($"{method} fails at the server again and again: {failure.Message}");
            }
            catch (Exception failure) when (!stop.IsCancellationRequested && failure is not DrillStoppedException)
            {
                // However the connection ended: sent again below, over this one or the next.
            }

            await clock.Delay(chance.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250)), stop);
        }
    }

    /// <summary>Connects and connects again until stopped.</summary>
    public async Task RunAsync(string cookie, CancellationToken stop)
    {
        for (var tries = 0; !stop.IsCancellationRequested; tries++)
        {
            try
            {
                await clock.Delay(awayUntil - clock.Now, stop);
                await ServeAsync(cookie, () => tries = 0, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested && failure.Message.Contains("401", StringComparison.Ordinal))
            {
                cookie = await seat.SignIn(stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested && failure is not DrillStoppedException)
            {
                // Nobody there, or gone; tried again for ever.
            }

            var longest = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(tries, 6)));
            await clock.Delay(chance.Between(TimeSpan.Zero, longest < LongestPause ? longest : LongestPause), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(string cookie, Action connected, CancellationToken stop)
    {
        await using var connection = Build(cookie);
        using var dropping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        lock (gate)
            drop = dropping;
        connection.Closed += _ => dropping.CancelAsync();
        try
        {
            await connection.StartAsync(dropping.Token);
            var sent = clock.Now;
            var receipt = await connection.InvokeAsync<Wire.Receipt>(nameof(Wire.IConsoleHub.Join), new Wire.JoinConsole(seat.Line, consoleId, seat.Claims()), dropping.Token);
            if (!receipt.Done)
                throw new HubException(receipt.Refusal);
            seat.BeatAnswered(sent);
            connected();
            Reconnects++;
            Joining().TrySetResult(connection);
            await Task.Delay(Timeout.InfiniteTimeSpan, dropping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            lock (gate)
            {
                drop = null;
                if (joined.Task.IsCompleted)
                    joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private HubConnection Build(string cookie)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(seat.Url, "hubs/console"), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.Headers["Cookie"] = cookie;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(Wire.WireJson.Default.Options))
            .WithServerTimeout(TimeSpan.FromSeconds(12))
            .Build();
        connection.On<Wire.DeskView>(nameof(Wire.IConsoleClient.Desk), view =>
        {
            if (!IsAway)
                seat.See(view);
        });
        connection.On<long, DateTimeOffset>(nameof(Wire.IConsoleClient.Beat), async (beat, _) =>
        {
            if (IsAway)
                return;
            var sent = clock.Now;
            await connection.SendAsync(nameof(Wire.IConsoleHub.Answer), beat);
            seat.BeatAnswered(sent);
        });
        return connection;
    }

    private Task<HubConnection> Joined() => Joining().Task;

    private TaskCompletionSource<HubConnection> Joining()
    {
        lock (gate)
            return joined;
    }
}
