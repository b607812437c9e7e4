using System.Diagnostics;
using System.Globalization;
using Hotline.Contracts;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>Somebody in need, while others abuse the server: a contact every second, answered by a worker; and a look at readiness.</summary>
internal sealed class Bystander : IAsyncDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private readonly RunningServer server;
    private readonly DeskConsole console;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private Bystander(RunningServer server, DeskConsole console)
    {
        (this.server, this.console) = (server, console);
        running = RunAsync();
    }

    /// <summary>From the sending of each contact to its offer.</summary>
    public List<TimeSpan> Offered { get; } = [];

    /// <summary>How many that are, for whoever waits for more.</summary>
    public int Seen { get; private set; }

    /// <summary>Those that took long, and when that was.</summary>
    public List<string> SlowOnes { get; } = [];

    public double HighestMiB { get; private set; }
    public int NotReady { get; private set; }

    /// <summary>Times a contact had to be sent again: 503 by design, never for the abuser's sake alone.</summary>
    public int SentAgain { get; private set; }

    public static async Task<Bystander> StartAsync(RunningServer server)
    {
        var console = await DeskConsole.StartAsync(server, "demo-operator");
        await console.SetPresenceAsync(Presence.Available);
        // Once before the abuse, so that what is slow later is slow because of it.
        var first = await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.4", "yes")], null, null, null));
        await console.FinishAsync(await console.AcceptAsync(await console.OfferedAsync(first.ContactId)));
        return new Bystander(server, console);
    }

    /// <summary>Throws what went wrong for the bystander.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await console.DisposeAsync();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stop.Token).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully && tick.Result, TaskScheduler.Default))
        {
            var clock = Stopwatch.GetTimestamp();
            var key = Guid.NewGuid().ToString("N");
            var receipt = await Until.Some(() => PostAsync(key), "a real contact is acknowledged", TimeSpan.FromSeconds(20));
            var acknowledged = Stopwatch.GetElapsedTime(clock);
            var offer = await console.OfferedAsync(receipt.ContactId, TimeSpan.FromSeconds(20));
            Offered.Add(Stopwatch.GetElapsedTime(clock));
            Seen = Offered.Count;
            if (Offered[^1] > Slow)
                SlowOnes.Add(string.Create(CultureInfo.InvariantCulture, $"contact {Offered.Count} at {TimeProvider.System.GetUtcNow():HH:mm:ss}: acknowledged after {acknowledged.TotalSeconds:0.0} s, offered after {Offered[^1].TotalSeconds:0.0} s"));
            await console.FinishAsync(await console.AcceptAsync(offer));
            HighestMiB = Math.Max(HighestMiB, server.ResidentMiB);
            using var ready = await server.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (!ready.IsSuccessStatusCode) NotReady++;
        }
    }

    /// <summary>Sent again under its key until it is acknowledged, as a channel does.</summary>
    private async Task<ContactReceipt?> PostAsync(string key)
    {
        try
        {
            return await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.4", "yes")], null, null, null), key);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
        {
            SentAgain++;
            return null;
        }
    }
}
