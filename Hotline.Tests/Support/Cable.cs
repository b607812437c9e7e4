using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotline.Tests.Support;

/// <summary>
/// A cable between a console and the server. Cut: connections break and new ones are refused. Black-holed: they stay open, and nothing
/// arrives any more at either end.
/// </summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Uri server;
    private volatile bool isCut;
    private volatile TaskCompletionSource? hole;

    public Cable(Uri server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

    public void Cut()
    {
        isCut = true;
        foreach (var client in open.Keys) client.Close();
    }

    public void BlackHole() => hole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held back arrives now.</summary>
    public void Mend()
    {
        isCut = false;
        hole?.TrySetResult();
        hole = null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception failed) when (failed is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient from)
    {
        using var to = new TcpClient();
        open[from] = open[to] = 0;
        try
        {
            if (isCut) return;
            await to.ConnectAsync(IPAddress.Loopback, server.Port, stop.Token);
            var (near, far) = (from.GetStream(), to.GetStream());
            await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception failed) when (failed is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut, or one end closed.
        }
        finally
        {
            open.TryRemove(from, out _);
            open.TryRemove(to, out _);
            from.Dispose();
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, stop.Token)) > 0)
        {
            if (hole is { } held) await held.Task.WaitAsync(stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }
}
