using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>A worker's console at one node, that only looks until it is told to be available.</summary>
internal sealed class LookingWorker : IAsyncDisposable
{
    private readonly HubConnection connection;
    private volatile DeskView? latest;

    private LookingWorker(HubConnection connection) => this.connection = connection;

    public DeskView? Latest => latest;

    /// <summary>Waiting and offered, of all bands.</summary>
    public int Waiting => latest?.Queue.Sum(count => count.Waiting) ?? 0;

    public static async Task<LookingWorker> StartAsync(Uri node, string cookie, CancellationToken cancel)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(node, "hubs/console"), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.Headers["Cookie"] = cookie;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(WireJson.Default.Options))
            .Build();
        var watcher = new LookingWorker(connection);
        connection.On<DeskView>(nameof(IConsoleClient.Desk), view => watcher.latest = view);
        connection.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), (beat, _) => connection.SendAsync(nameof(IConsoleHub.Answer), beat));
        await connection.StartAsync(cancel);
        await connection.InvokeAsync<Receipt>(nameof(IConsoleHub.Join), new JoinConsole(Shift.Line, Guid.NewGuid().ToString("N"), []), cancel);
        return watcher;
    }

    public async Task BeAvailableAsync(DrillClock clock, CancellationToken cancel)
    {
        var order = new PresenceOrder(CommandIds.Next(clock.UtcNow), Presence.Available, null);
        while (!(await connection.InvokeAsync<Receipt>(nameof(IConsoleHub.SetPresence), order, cancel)).Done) await clock.Delay(TimeSpan.FromMilliseconds(50), cancel);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
