using System.Collections.Concurrent;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Bench.Load;

namespace Hotline.Tests.Bench.Faults;

/// <summary>Which contact was shown first at which console, and when; each console says so to the server, as the real one does.</summary>
internal sealed class OfferBook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Entry>> entries = new(StringComparer.Ordinal);

    internal sealed record Entry(BenchConsole Console, OfferView Offer, long At);

    /// <summary>Offered for half a minute: longer than anything here may take.</summary>
    public static OpenContactRequest LongOffered { get; } = new(Channel.Voice, "en", null, BandEvidence.Of(Band.Low), null, null, null);

    public BenchConsole Keep(BenchConsole console)
    {
        console.Shown = (from, offer, at) =>
        {
            Of(offer.ContactId).TrySetResult(new Entry(from, offer, at));
            _ = from.ShowAsync(offer, CancellationToken.None);
        };
        return console;
    }

    public Task<Entry> ShownAsync(string contact, CancellationToken cancel) => Of(contact).Task.WaitAsync(Patience, cancel);

    private TaskCompletionSource<Entry> Of(string contact) => entries.GetOrAdd(contact, static _ => new TaskCompletionSource<Entry>(TaskCreationOptions.RunContinuationsAsynchronously));
}
