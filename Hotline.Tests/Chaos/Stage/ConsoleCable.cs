using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>One console's network: each new connection goes to a node of the balancer's choice. It can be reset, or swallow everything and deliver it late.</summary>
internal sealed class ConsoleCable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly Balancer balancer;
    private volatile bool refuses;
    private volatile TaskCompletionSource whole = Done();

    public ConsoleCable(Balancer balancer)
    {
        this.balancer = balancer;
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

    /// <summary>Connections break, new ones are refused.</summary>
    public void Reset()
    {
        refuses = true;
        CloseAll();
    }

    /// <summary>Nothing arrives any more in either direction, and nobody is told.</summary>
    public void Swallow() => whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was swallowed arrives late, as a network that comes back delivers it.</summary>
    public void Mend()
    {
        refuses = false;
        whole.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        whole.TrySetResult();
        CloseAll();
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

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        lock (open)
        {
            open.Add(near);
            open.Add(far);
        }
        try
        {
            if (refuses) return;
            await whole.Task;
            await far.ConnectAsync(IPAddress.Loopback, balancer.Choose().Port, stop.Token);
            var (one, other) = (near.GetStream(), far.GetStream());
            await Task.WhenAny(PumpAsync(one, other), PumpAsync(other, one));
        }
        catch (Exception failed) when (failed is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Cut, or one end closed.
        }
        finally
        {
            lock (open)
            {
                open.Remove(near);
                open.Remove(far);
            }
            near.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, stop.Token)) > 0)
        {
            await whole.Task;
            await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
        // The end of a stream travels the same way.
        await whole.Task;
    }

    private void CloseAll()
    {
        lock (open)
            foreach (var client in open) client.Close();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
