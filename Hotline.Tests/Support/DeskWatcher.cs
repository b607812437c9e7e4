using System.Text.Json;
using Hotline.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Support;

/// <summary>A worker's console without a browser: the latest desk, as pushed, and every contact it was ever offered.</summary>
public sealed class DeskWatcher : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly HashSet<string> offered = [];
    private volatile DeskView? latest;

    private DeskWatcher(HubConnection connection, string cookie) => (this.connection, Cookie) = (connection, cookie);

    public string Cookie { get; }
    public DeskView? Latest => latest;

    public IReadOnlyCollection<string> Offered
    {
        get
        {
            lock (offered) return [.. offered];
        }
    }

    public static async Task<DeskWatcher> StartAsync(RunningServer server, string user, string line = "demo")
    {
        var cookie = await server.SignInAsync(user);
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Url, "hubs/console"), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.Headers["Cookie"] = cookie;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(WireJson.Default.Options))
            .Build();
        var watcher = new DeskWatcher(connection, cookie);
        connection.On<DeskView>(nameof(IConsoleClient.Desk), watcher.Hear);
        connection.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), (beat, _) => connection.SendAsync(nameof(IConsoleHub.Answer), beat));
        await connection.StartAsync();
        await connection.InvokeAsync<Receipt>(nameof(IConsoleHub.Join), new JoinConsole(line, "watcher", []));
        return watcher;
    }

    public Task<Receipt> OrderAsync(string method, object order) => connection.InvokeCoreAsync<Receipt>(method, [order]);

    public Task<Receipt> BeAsync(Presence presence) =>
        OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(CommandIds.Next(TimeProvider.System.GetUtcNow()), presence, null));

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Hear(DeskView view)
    {
        lock (offered) offered.UnionWith(view.Offers.Select(offer => offer.ContactId));
        latest = view;
    }
}
