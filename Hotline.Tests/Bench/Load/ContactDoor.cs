using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Load;

/// <summary>Posts contacts to the public API of the drill line, one request each, bands in turn.</summary>
internal sealed class ContactDoor(RunningServer server)
{
    private static readonly byte[][] Bodies = [.. new[] { Band.Low, Band.Moderate, Band.High }.Select(band => Body(BandEvidence.Of(band)))];

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private int opened;

    /// <returns>The contact's id, once it is acknowledged.</returns>
    public async Task<string> OpenAsync(CancellationToken cancel) => (await OpenAsync(Bodies[Interlocked.Increment(ref opened) % Bodies.Length], cancel)).ContactId;

    public Task<ContactReceipt> OpenAsync(OpenContactRequest request, CancellationToken cancel) => OpenAsync(JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.OpenContactRequest), cancel);

    /// <summary>A 503 asks to be sent again with the same key, and so it is; its caller has waited meanwhile.</summary>
    private async Task<ContactReceipt> OpenAsync(byte[] body, CancellationToken cancel)
    {
        var key = Guid.NewGuid().ToString("N");
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/{BenchCrew.Line}/contacts") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add("X-Channel-Key", $"hlk_{BenchCrew.Line}-voice_development");
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await server.Client.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactReceipt, cancel))!;
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) throw new BenchStoppedException($"A contact was not accepted: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            await Task.Delay(Again, cancel);
        }
    }

    private static byte[] Body(IReadOnlyList<EvidenceItem> evidence) =>
        JsonSerializer.SerializeToUtf8Bytes(new OpenContactRequest(Channel.Voice, "en", null, evidence, null, null, null), WireJson.Default.OpenContactRequest);
}
