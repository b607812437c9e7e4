using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;
using Hotline.Server.Escalations.Posting;

namespace Hotline.Tests.Partners;

/// <summary>A simulated partner speaks over the signed API, with the faults it was given. What is refused for coming too early is said again later.</summary>
internal sealed class BackReporter(SimulatorSettings settings, CancellationToken stop) : IDisposable
{
    private static readonly byte[] Wrong = Encoding.UTF8.GetBytes("not the secret of anybody here");
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private readonly StandardWebhook webhook = new(TimeProvider.System);

    /// <summary>Tells the whole story of an incident, up to its end or until it is withdrawn.</summary>
    public async Task TellAsync(Incident incident, PartnerFault fault)
    {
        var story = new Queue<PartnerReport>(fault == PartnerFault.OutOfOrder ? InPairsReversed(settings.Story) : settings.Story);
        var (tries, wrong) = (0, fault == PartnerFault.BadSignature);
        while (story.TryDequeue(out var report) && !incident.IsWithdrawn && tries++ < settings.MostTries)
        {
            await Task.Delay(settings.Pause, stop);
            if (wrong) incident.Said("wrongly signed", (await SendAsync(incident, report, Wrong)).Status);
            wrong = false;
            var (status, problem) = await SendAsync(incident, report, settings.Secret);
            incident.Said(report.ToString(), status);
            if (status == 200 && fault == PartnerFault.Twice) incident.Said(report + " again", (await SendAsync(incident, report, settings.Secret)).Status);
            // Before it was accepted nothing else is taken: that comes later then.
            if (problem == "not_accepted") story.Enqueue(report);
            else if (status is 0 or 429 or >= 500)
            {
                await Task.Delay(settings.AgainAfter, stop);
                story = new Queue<PartnerReport>(story.Prepend(report));
            }
        }
    }

    public Task<(int Status, string? Problem)> AgreeToCancelAsync(Incident incident) =>
        PostAsync(incident, "cancel-answer", "cancel", new PartnerCancelBody(true), PartnerApiJson.Default.PartnerCancelBody, settings.Secret);

    public Task<(int Status, string? Problem)> AnswerAsync(Incident incident, int number) =>
        PostAsync(incident, "answer", "answer-" + number, new PartnerTextBody("Understood."), PartnerApiJson.Default.PartnerTextBody, settings.Secret);

    public void Dispose() => client.Dispose();

    private Task<(int Status, string? Problem)> SendAsync(Incident incident, PartnerReport report, byte[] secret) => PostAsync(
        incident, "report", report.ToString(),
        new PartnerReportBody(
            report, report == PartnerReport.Accepted ? incident.Number : null, report == PartnerReport.Rejected ? RejectReason.NoUnits : null,
            report == PartnerReport.Closed ? Disposition.Helped : null, report == PartnerReport.Transported ? "City hospital" : null),
        PartnerApiJson.Default.PartnerReportBody, secret);

    private async Task<(int Status, string? Problem)> PostAsync<T>(Incident incident, string path, string what, T said, JsonTypeInfo<T> shape, byte[] secret)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(said, shape);
        var headers = webhook.Sign($"{settings.PartnerId}-{incident.EscalationId}-{what}", body, [secret]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Server!, $"/api/v1/partners/{settings.Line}/{settings.PartnerId}/escalations/{incident.EscalationId}/{path}"))
        {
            Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } },
            Headers = { { StandardWebhook.IdHeader, headers.Id }, { StandardWebhook.TimestampHeader, headers.Timestamp }, { StandardWebhook.SignatureHeader, headers.Signature } },
        };
        try
        {
            using var answer = await client.SendAsync(request, stop);
            var problem = answer.StatusCode == HttpStatusCode.OK ? null : await answer.Content.ReadFromJsonAsync(WireJson.Default.Problem, stop);
            return ((int)answer.StatusCode, problem?.Type?.Split('/')[^1]);
        }
        catch (Exception failed) when (failed is HttpRequestException or JsonException or IOException)
        {
            return (0, null);
        }
    }

    private static IEnumerable<PartnerReport> InPairsReversed(IReadOnlyList<PartnerReport> story) => story.Chunk(2).SelectMany(pair => pair.Reverse());
}
