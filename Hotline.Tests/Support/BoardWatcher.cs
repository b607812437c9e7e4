using System.Text.Json;
using Hotline.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Support;

/// <summary>A supervisor's board without a browser: the latest view, as pushed.</summary>
public sealed class BoardWatcher : IAsyncDisposable
{
    private readonly HubConnection connection;
    private volatile BoardView? latest;
    private volatile DeskView? desk;

    private BoardWatcher(HubConnection connection) => this.connection = connection;

    public BoardView? Latest => latest;

    /// <summary>The supervisor's own desk.</summary>
    public DeskView? Desk => desk;

    public static async Task<BoardWatcher> StartAsync(RunningServer server, string user = "demo-supervisor", string line = "demo")
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
        var watcher = new BoardWatcher(connection);
        connection.On<BoardView>(nameof(IConsoleClient.Board), view => watcher.latest = view);
        connection.On<DeskView>(nameof(IConsoleClient.Desk), view => watcher.desk = view);
        connection.On<long, DateTimeOffset>(nameof(IConsoleClient.Beat), (beat, _) => connection.SendAsync(nameof(IConsoleHub.Answer), beat));
        await connection.StartAsync();
        await connection.InvokeAsync<Receipt>(nameof(IConsoleHub.Join), new JoinConsole(line, "watcher", []));
        await connection.InvokeAsync(nameof(IConsoleHub.WatchBoard), true, 0);
        return watcher;
    }

    public Task<Receipt> OrderAsync(string method, object order) => connection.InvokeCoreAsync<Receipt>(method, [order]);

    /// <summary>What needs no answer.</summary>
    public Task SendAsync(string method, params object[] values) => connection.SendCoreAsync(method, values);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
