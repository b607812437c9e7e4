using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Chaos.Stage;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>The public API as good clients use it: each try at a node of the balancer's choice, the same key until there is an answer.</summary>
internal sealed class SeekerDoor(Balancer balancer, Shift shift) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly Chance chance = new(shift.Seed, -1);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(8) };

    public Task<ContactReceipt> OpenAsync(Channel channel, OpenContactRequest body, string key, CancellationToken cancel) => UntilAnsweredAsync(
        () =>
        {
            var request = OfChannel(HttpMethod.Post, "", channel);
            request.Headers.Add("Idempotency-Key", key);
            request.Content = JsonContent.Create(body, WireJson.Default.OpenContactRequest);
            return request;
        }, WireJson.Default.ContactReceipt, cancel)!;

    /// <summary>Null when it is too late: the contact is over.</summary>
    public Task<ContactReceipt?> AddEvidenceAsync(string contact, Channel channel, EvidenceItem item, CancellationToken cancel) => UntilAnsweredAsync(
        () =>
        {
            var request = OfChannel(HttpMethod.Post, $"/{contact}/evidence", channel);
            request.Content = JsonContent.Create(new AddEvidenceRequest([item]), WireJson.Default.AddEvidenceRequest);
            return request;
        }, WireJson.Default.ContactReceipt, cancel);

    /// <summary>Null when it is too late: somebody is talking with the help seeker, or the contact is over.</summary>
    public Task<ContactReceipt?> WithdrawAsync(string contact, Channel channel, CancellationToken cancel) => UntilAnsweredAsync(
        () =>
        {
            var request = OfChannel(HttpMethod.Post, $"/{contact}/withdrawal", channel);
            request.Content = JsonContent.Create(new WithdrawRequest("hung_up"), WireJson.Default.WithdrawRequest);
            return request;
        }, WireJson.Default.ContactReceipt, cancel);

    /// <summary>Null when the server does not know the contact.</summary>
    public Task<ContactPlace?> ReadAsync(string contact, Channel channel, CancellationToken cancel) =>
        UntilAnsweredAsync(() => OfChannel(HttpMethod.Get, $"/{contact}", channel), WireJson.Default.ContactPlace, cancel);

    /// <summary>A session's cookie as a header's text.</summary>
    public async Task<string> SignInAsync(string user, CancellationToken cancel)
    {
        var cookie = "";
        await UntilAnsweredAsync(
            () => new HttpRequestMessage(HttpMethod.Post, "api/v1/session") { Content = JsonContent.Create(new SignInRequest(user, "hotline-demo"), WireJson.Default.SignInRequest) },
            WireJson.Default.SessionView, cancel,
            answer => cookie = string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(one => one.Split(';')[0]) : []));
        return cookie;
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage OfChannel(HttpMethod method, string path, Channel channel)
    {
        var request = new HttpRequestMessage(method, $"api/v1/lines/{Shift.Line}/contacts{path}");
        request.Headers.Add("X-Channel-Key", $"hlk_drill-{channel.ToString().ToLowerInvariant()}_development");
        return request;
    }

    private async Task<T?> UntilAnsweredAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> shape, CancellationToken cancel, Action<HttpResponseMessage>? also = null)
        where T : class
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                using var request = make();
                request.RequestUri = new Uri(balancer.Choose().Url, request.RequestUri!);
                using var answer = await http.SendAsync(request, cancel);
                shift.Histories.Answered((int)answer.StatusCode);
                if (answer.IsSuccessStatusCode)
                {
                    also?.Invoke(answer);
                    return await answer.Content.ReadFromJsonAsync(shape, cancel) ?? throw new JsonException("An empty answer.");
                }
                var slug = await SlugAsync(answer, cancel);
                if (!MayPass(answer.StatusCode, slug))
                    return answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict ? null
                        : throw new InvalidOperationException($"{request.Method} {request.RequestUri} was refused: {(int)answer.StatusCode} {slug}");
            }
            catch (Exception nobody) when (nobody is HttpRequestException or System.Net.Sockets.SocketException or IOException or JsonException || (nobody is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                shift.Histories.Answered(0);
            }
            await shift.Clock.Delay(chance.Between(pause / 2, pause), cancel);
        }
    }

    private static bool MayPass(HttpStatusCode status, string slug) =>
        (int)status is 408 or 425 or 429 or >= 500 || slug.Contains("in_progress", StringComparison.Ordinal);

    private static async Task<string> SlugAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync(WireJson.Default.Problem, cancel))?.Slug ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
