using System.Net.Sockets;
using System.Text;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>Clients that hold connections without using them: headers and bodies by the drop, answers that nobody reads, and a flood of both.</summary>
internal sealed class SlowClients(RunningServer server) : IAsyncDisposable
{
    private const string Head = "POST /api/v1/lines/drill/contacts HTTP/1.1\r\nHost: x\r\nX-Channel-Key: hlk_drill-sms_development\r\nIdempotency-Key: slow\r\nContent-Type: application/json\r\n";
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> dripping = [];
    private readonly List<TcpClient> open = [];
    private int closed;

    /// <summary>How many of them the server has closed.</summary>
    public int Closed => Volatile.Read(ref closed);

    public int Opened => open.Count;

    /// <summary>So many of each kind; they stay until the server or the end of the run closes them.</summary>
    public async Task StartAsync(int each)
    {
        for (var number = 0; number < each; number++)
        {
            await OpenAsync("GET / HTTP/1.1\r\nHost: x\r\n", "X-Slow: a\r\n");
            await OpenAsync(Head + "Content-Length: 60000\r\n\r\n{", "a");
            await OpenAsync(Head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", "1\r\n \r\n");
            // Asks for much and reads none of it.
            await OpenAsync(string.Concat(Enumerable.Repeat("GET /openapi/v1.json HTTP/1.1\r\nHost: x\r\n\r\n", 200)), "\r\n");
            // Says nothing at all.
            await OpenAsync("", "");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var client in open) client.Dispose();
        await Task.WhenAll(dripping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task OpenAsync(string first, string drop)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", server.Url.Port);
        open.Add(client);
        dripping.Add(DripAsync(client, first, drop));
    }

    private async Task DripAsync(TcpClient client, string first, string drop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(first), stop.Token);
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                if (drop.Length > 0) await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), stop.Token);
                else if (client.Client.Poll(0, SelectMode.SelectRead) && client.Available == 0) break;
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed by one end.
        }
        if (!stop.IsCancellationRequested) Interlocked.Increment(ref closed);
    }
}
