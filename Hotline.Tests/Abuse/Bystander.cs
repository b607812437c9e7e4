using System.Diagnostics;
using Hotline.Contracts;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>Somebody in need, while others abuse the server: a contact every second, answered by a worker; and a look at readiness.</summary>
internal sealed class Bystander : IAsyncDisposable
{
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

    public double HighestMiB { get; private set; }
    public int NotReady { get; private set; }

    /// <summary>Times a contact had to be sent again: 503 by design, never for the abuser's sake alone.</summary>
    public int SentAgain { get; private set; }

    public static async Task<Bystander> StartAsync(RunningServer server)
    {
        var console = await DeskConsole.StartAsync(server, "demo-operator");
        await console.SetPresenceAsync(Presence.Available);
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
            var offer = await console.OfferedAsync(receipt.ContactId, TimeSpan.FromSeconds(20));
            Offered.Add(Stopwatch.GetElapsedTime(clock));
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
