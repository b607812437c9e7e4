using Hotline.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hotline.Console.Live;

/// <summary>The partner's wire as SignalR.</summary>
internal sealed class PartnerWire : IPartnerWire
{
    private readonly HubConnection connection;

    public PartnerWire(Uri hub, IPartnerListener listener)
    {
        connection = SignalRWire.Build(hub);
        connection.On<PartnerDeskView>(nameof(IPartnerClient.Desk), listener.Desk);
        connection.Reconnecting += _ => Tell(listener.WentAway);
        connection.Reconnected += _ => Tell(listener.CameBack);
        connection.Closed += _ => Tell(listener.WentAway);
    }

    public bool IsConnected => connection.State == HubConnectionState.Connected;

    public bool IsIdle => connection.State == HubConnectionState.Disconnected;

    public Task Open(CancellationToken cancel) => connection.StartAsync(cancel);

    public Task Shown(IReadOnlyList<string> escalationIds) => connection.SendCoreAsync(nameof(IPartnerHub.Shown), [escalationIds]);

    private static Task Tell(Action heard)
    {
        heard();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
