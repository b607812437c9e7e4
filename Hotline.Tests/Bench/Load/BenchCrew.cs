using System.Collections.Concurrent;
using System.Globalization;
using Hotline.Contracts;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Load;

/// <summary>Workers of the drill line at their consoles, available, each taking what it is offered.</summary>
internal sealed class BenchCrew : IAsyncDisposable
{
    public const string Line = "drill";

    /// <summary>How long a contact is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<BenchConsole> consoles = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> over = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> shown = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool shows;

    private BenchCrew(bool shows) => this.shows = shows;

    /// <param name="shows">Each console also tells that the offer is shown, as the real one does.</param>
    public static async Task<BenchCrew> ComeAsync(RunningServer server, int count, bool shows, CancellationToken cancel)
    {
        var crew = new BenchCrew(shows);
        await Parallel.ForEachAsync(Enumerable.Range(1, count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel }, async (number, stop) =>
        {
            var console = await BenchConsole.JoinAsync(server.Url, Line, await server.SignInAsync(Name(number)), stop);
            console.Shown = crew.OnShown;
            lock (crew.consoles) crew.consoles.Add(console);
            await console.BeAvailableAsync(stop);
        });
        return crew;
    }

    /// <summary>Waiting and offered, of all bands, as one of the desks has it.</summary>
    public int Waiting => consoles[0].Desk?.Queue.Sum(count => count.Waiting) ?? 0;

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"drill-{number:000}");

    /// <summary>Opens a contact and waits until it is over.</summary>
    public async Task PassAsync(ContactDoor door, CancellationToken cancel)
    {
        var contact = await door.OpenAsync(cancel);
        await Over(contact).Task.WaitAsync(Patience, cancel);
        over.TryRemove(contact, out _);
        shown.TryRemove(contact, out _);
        if (broken.Task.IsFaulted) await broken.Task;
    }

    /// <summary>When it was first shown, by <see cref="System.Diagnostics.Stopwatch"/>; waits until it was, and is over.</summary>
    public async Task<long> ShownAsync(string contact, CancellationToken cancel)
    {
        await Over(contact).Task.WaitAsync(Patience, cancel);
        over.TryRemove(contact, out _);
        return shown.TryRemove(contact, out var at) ? at : throw new BenchStoppedException($"{contact} was over and never shown.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var console in consoles) await console.DisposeAsync();
    }

    private TaskCompletionSource Over(string contact) => over.GetOrAdd(contact, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private void OnShown(BenchConsole console, OfferView offer, long at)
    {
        shown.TryAdd(offer.ContactId, at);
        // Not on the connection's own loop: an order's answer comes by it.
        _ = Task.Run(() => TakeAsync(console, offer));
    }

    private async Task TakeAsync(BenchConsole console, OfferView offer)
    {
        try
        {
            if (shows) await console.ShowAsync(offer, CancellationToken.None);
            if (await console.TakeAsync(offer, CancellationToken.None)) Over(offer.ContactId).TrySetResult();
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            broken.TrySetException(failed);
            Over(offer.ContactId).TrySetException(failed);
        }
    }
}
