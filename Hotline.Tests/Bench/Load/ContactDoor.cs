using System.Net;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Load;

/// <summary>Posts contacts to the public API of the drill line, one request each, bands in turn.</summary>
internal sealed class ContactDoor(RunningServer server)
{
    private static readonly OpenContactRequest[] Requests = [.. new[] { Band.Low, Band.Moderate, Band.High }.Select(band => new OpenContactRequest(Channel.Voice, "en", null, BandEvidence.Of(band), null, null, null))];

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private int opened;

    /// <returns>The contact's id, once it is acknowledged.</returns>
    public async Task<string> OpenAsync(CancellationToken cancel) => (await OpenAsync(Requests[Interlocked.Increment(ref opened) % Requests.Length], cancel)).ContactId;

    /// <summary>A 503 asks to be sent again with the same key, and so it is; its caller has waited meanwhile.</summary>
    public async Task<ContactReceipt> OpenAsync(OpenContactRequest request, CancellationToken cancel)
    {
        for (var key = Guid.NewGuid().ToString("N"); ;)
        {
            try
            {
                return await server.PostContactAsync(request, key, BenchCrew.Line);
            }
            catch (HttpRequestException refused) when (refused.StatusCode is not null)
            {
                if (refused.StatusCode != HttpStatusCode.ServiceUnavailable) throw new BenchStoppedException($"A contact was not accepted: {refused.Message}");
            }
            await Task.Delay(Again, cancel);
        }
    }
}
