using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hotline.Tests.Bench.Bare;

/// <summary>A running <see cref="BareServer"/> with its consoles.</summary>
internal sealed class BareFloor : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client;
    private readonly List<HubConnection> consoles = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> shown = new(StringComparer.Ordinal);

    private BareFloor(Process process, HttpClient client) => (this.process, this.client) = (process, client);

    public static async Task<BareFloor> StartAsync(RedisServer redis, int consoles, CancellationToken cancel)
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(Environment.ProcessPath!, [BareServer.Verb, port]);
        start.Environment["BARE_REDIS"] = redis.ConnectionString;
        var floor = new BareFloor(Process.Start(start)!, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        await Until.True(floor.IsReadyAsync, "the bare server is ready", TimeSpan.FromSeconds(30));
        for (var number = 0; number < consoles; number++)
        {
            var console = new HubConnectionBuilder()
                .WithUrl($"http://127.0.0.1:{port}/hub", HttpTransportType.WebSockets, options => options.SkipNegotiation = true).Build();
            console.On<string>("Offer", id => floor.Of(id).TrySetResult(Stopwatch.GetTimestamp()));
            await console.StartAsync(cancel);
            floor.consoles.Add(console);
        }
        return floor;
    }

    /// <returns>Milliseconds from post until it is shown.</returns>
    public async Task<double> PassAsync(CancellationToken cancel)
    {
        var id = Guid.NewGuid().ToString("N");
        var from = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri("/contacts/" + id, UriKind.Relative), new StringContent("""{"language":"en","evidence":[]}"""), cancel);
        answer.EnsureSuccessStatusCode();
        var at = await Of(id).Task.WaitAsync(TimeSpan.FromSeconds(10), cancel);
        shown.TryRemove(id, out _);
        return Stopwatch.GetElapsedTime(from, at).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var console in consoles) await console.DisposeAsync();
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private TaskCompletionSource<long> Of(string id) => shown.GetOrAdd(id, static _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
