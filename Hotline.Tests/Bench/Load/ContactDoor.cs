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

    private int opened;

    /// <returns>The contact's id, once it is acknowledged.</returns>
    public async Task<string> OpenAsync(CancellationToken cancel) => (await OpenAsync(Bodies[Interlocked.Increment(ref opened) % Bodies.Length], cancel)).ContactId;

    public Task<ContactReceipt> OpenAsync(OpenContactRequest request, CancellationToken cancel) => OpenAsync(JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.OpenContactRequest), cancel);

    private async Task<ContactReceipt> OpenAsync(byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/{BenchCrew.Line}/contacts") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Channel-Key", $"hlk_{BenchCrew.Line}-voice_development");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await server.Client.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode) throw new BenchStoppedException($"A contact was not accepted: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactReceipt, cancel))!;
    }

    private static byte[] Body(IReadOnlyList<EvidenceItem> evidence) =>
        JsonSerializer.SerializeToUtf8Bytes(new OpenContactRequest(Channel.Voice, "en", null, evidence, null, null, null), WireJson.Default.OpenContactRequest);
}
