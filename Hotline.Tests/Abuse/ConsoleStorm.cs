using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>Many consoles at once: all come, all vanish without a goodbye, all come back at the same moment. And some that never read.</summary>
internal sealed class ConsoleStorm(RunningServer server) : IAsyncDisposable
{
    private const int Accounts = 190;
    private const string Join = "{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":1,\"invocationId\":\"j\",\"target\":\"Join\",\"arguments\":[{\"line\":\"drill\",\"consoleId\":\"storm\",\"claims\":[]}]}\u001e";
    private readonly List<ClientWebSocket> open = [];
    private readonly List<ClientWebSocket> deaf = [];
    private string[] cookies = [];
    private string supervisor = "";

    /// <summary>Slowest of the last storm, from the call to the first desk.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Before the abuse: signing in is slow on purpose.</summary>
    public async Task SignInAsync()
    {
        cookies = await Task.WhenAll(Enumerable.Range(1, Accounts).Select(number => server.SignInAsync($"drill-{number:000}")));
        supervisor = await server.SignInAsync("drill-supervisor");
    }

    /// <summary>Several tabs of an account count as several consoles. Returns how many got their desk.</summary>
    public async Task<int> RaiseAsync(int consoles)
    {
        foreach (var socket in open) socket.Abort();
        open.Clear();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var came = await Task.WhenAll(Enumerable.Range(0, consoles).Select(number => ComeAsync(cookies[number % cookies.Length], patience.Token)));
        Slowest = came.Max();
        return came.Count(took => took < TimeSpan.MaxValue);
    }

    /// <summary>Consoles that join a busy line and never read a byte of what is pushed to them, though they go on saying that they live.</summary>
    public async Task DeafenAsync(int consoles)
    {
        for (var number = 0; number < consoles; number++)
        {
            var socket = await HubAbuse.ConnectAsync(server.Url, supervisor);
            await SendAsync(socket, Join + "{\"type\":1,\"target\":\"WatchBoard\",\"arguments\":[true,0]}\u001e", CancellationToken.None);
            deaf.Add(socket);
        }
    }

    /// <summary>True when the server has given every one of the deaf up.</summary>
    public async Task<bool> AreDeafGoneAsync()
    {
        foreach (var socket in deaf.ToArray())
            try
            {
                await SendAsync(socket, "{\"type\":6}\u001e", CancellationToken.None);
            }
            catch (Exception gone) when (gone is WebSocketException or IOException or ObjectDisposedException)
            {
                deaf.Remove(socket);
            }
        return deaf.Count == 0;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in open.Concat(deaf)) socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<TimeSpan> ComeAsync(string cookie, CancellationToken cancel)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var socket = await HubAbuse.ConnectAsync(server.Url, cookie);
            lock (open) open.Add(socket);
            await SendAsync(socket, Join, cancel);
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, cancel);
                if (got.MessageType == WebSocketMessageType.Close) return TimeSpan.MaxValue;
                if (Encoding.UTF8.GetString(buffer, 0, got.Count).Contains("\"Desk\"", StringComparison.Ordinal)) return Stopwatch.GetElapsedTime(clock);
            }
        }
        catch (Exception failed) when (failed is WebSocketException or OperationCanceledException or IOException)
        {
            return TimeSpan.MaxValue;
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string text, CancellationToken cancel) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancel);
}
