using Hotline.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Console.Live;

/// <summary>The wire as SignalR over WebSockets, without negotiation, so that no node needs to know a session.</summary>
internal sealed class SignalRWire : IHubWire
{
    private readonly HubConnection connection;

    public SignalRWire(Uri hub, IHubListener listener)
    {
        connection = Build(hub);
        connection.On<DeskView>(nameof(IConsoleClient.Desk), listener.Desk);
        connection.On<BoardView>(nameof(IConsoleClient.Board), listener.Board);
        connection.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), listener.Beat);
        connection.On<string>(nameof(IConsoleClient.SignedOut), listener.SignedOut);
        connection.Reconnecting += _ => WentAway(listener);
        connection.Reconnected += _ => listener.CameBack();
        connection.Closed += _ => WentAway(listener);
    }

    internal static HubConnection Build(Uri hub)
    {
        var builder = new HubConnectionBuilder()
            .WithUrl(hub, HttpTransportType.WebSockets, options => options.SkipNegotiation = true)
            .WithAutomaticReconnect(new EndlessRetry())
            // Two and a half missed beats: a dead path that still looks open is torn down and tried anew.
            .WithServerTimeout(TimeSpan.FromSeconds(10));
        builder.Services.Configure<JsonHubProtocolOptions>(
            options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default));
        return builder.Build();
    }

    public bool IsConnected => connection.State == HubConnectionState.Connected;

    public bool IsIdle => connection.State == HubConnectionState.Disconnected;

    public Task Open(CancellationToken cancel) => connection.StartAsync(cancel);

    public Task Close() => connection.StopAsync();

    public async Task<Receipt> Ask(string method, object order, CancellationToken cancel)
    {
        try
        {
            return await connection.InvokeAsync<Receipt>(method, order, cancel);
        }
        catch (HubException failure) when (IsConnected)
        {
            throw new HubRefusedException(failure.Message);
        }
    }

    public Task Tell(string method, params object[] values) => connection.SendCoreAsync(method, values);

    private static Task WentAway(IHubListener listener)
    {
        listener.WentAway();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>The console's own policy, in SignalR's clothes.</summary>
    private sealed class EndlessRetry : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => RetryDelay.After(retryContext.PreviousRetryCount, Random.Shared.NextDouble());
    }
}
