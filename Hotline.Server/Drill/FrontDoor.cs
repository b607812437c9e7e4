using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hotline.Server.Drill;

/// <summary>The public API as a client sees it. A post is sent again with its key until it is answered, over restarts of the server.</summary>
internal sealed class FrontDoor : IDisposable
{
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly HttpClient http;
    private readonly DrillPlan plan;
    private readonly DrillClock clock;
    private readonly Chance chance;

    public FrontDoor(DrillPlan plan, DrillClock clock)
    {
        (this.plan, this.clock, chance) = (plan, clock, new Chance(plan.Seed, -1));
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = plan.Url, Timeout = RequestPatience };
    }

    /// <summary>Demo accounts, told in Development only. Throws <see cref="DrillStoppedException"/> when no server answers within 5 s.</summary>
    public async Task<Wire.SignInHints> ReadHintsAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            return await UntilAnsweredAsync(() => new HttpRequestMessage(HttpMethod.Get, "api/v1/session/hints"), Wire.WireJson.Default.SignInHints, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DrillStoppedException($"No Hotline server answers at {plan.Url}.");
        }
    }

    /// <summary>Signs in; the cookie comes back as a header's text, for the cookie container keeps no Secure cookie over plain http.</summary>
    public async Task<(Wire.SessionView Session, string Cookie)> SignInAsync(string user, string password, CancellationToken cancel)
    {
        var cookie = "";
        var session = await UntilAnsweredAsync(
            () => new HttpRequestMessage(HttpMethod.Post, "api/v1/session")
            {
                Content = JsonContent.Create(new Wire.SignInRequest(user, password), Wire.WireJson.Default.SignInRequest),
            },
            Wire.WireJson.Default.SessionView, cancel,
            answer => cookie = string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(one => one.Split(';')[0]) : []));
        return (session, cookie);
    }

    public Task<Wire.ContactReceipt> OpenAsync(Wire.Channel channel, Wire.Band band, string idempotencyKey, CancellationToken cancel) => UntilAnsweredAsync(
        () =>
        {
            var body = new Wire.OpenContactRequest(channel, "en", null, BandEvidence.Of(band), null, null, null);
            var request = OfChannel(HttpMethod.Post, "", channel);
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            request.Content = JsonContent.Create(body, Wire.WireJson.Default.OpenContactRequest);
            return request;
        },
        Wire.WireJson.Default.ContactReceipt, cancel);

    /// <summary>False when the server says that it is too late: somebody is talking with the help seeker, or the contact is over.</summary>
    public async Task<bool> WithdrawAsync(string contact, Wire.Channel channel, CancellationToken cancel)
    {
        try
        {
            await UntilAnsweredAsync(
                () =>
                {
                    var request = OfChannel(HttpMethod.Post, $"/{contact}/withdrawal", channel);
                    request.Content = JsonContent.Create(new Wire.WithdrawRequest("hung_up"), Wire.WireJson.Default.WithdrawRequest);
                    return request;
                },
                Wire.WireJson.Default.ContactReceipt, cancel);
            return true;
        }
        catch (RefusedAtDoorException refused) when (refused.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Null when the server does not know the contact.</summary>
    public async Task<Wire.ContactPlace?> ReadAsync(string contact, Wire.Channel channel, CancellationToken cancel)
    {
        try
        {
            return await UntilAnsweredAsync(() => OfChannel(HttpMethod.Get, $"/{contact}", channel), Wire.WireJson.Default.ContactPlace, cancel);
        }
        catch (RefusedAtDoorException refused) when (refused.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A question of somebody who is signed in.</summary>
    public Task<T> AskAsync<T>(string cookie, string path, JsonTypeInfo<T> shape, CancellationToken cancel) =>
        UntilAnsweredAsync(() => Signed(HttpMethod.Get, path, cookie, null), shape, cancel);

    /// <summary>An order of somebody who is signed in. Throws <see cref="RefusedAtDoorException"/>.</summary>
    public Task<T> OrderAsync<TOrder, T>(string cookie, string path, TOrder order, (JsonTypeInfo<TOrder> Order, JsonTypeInfo<T> Answer) shapes, CancellationToken cancel) =>
        UntilAnsweredAsync(() => Signed(HttpMethod.Post, path, cookie, JsonContent.Create(order, shapes.Order)), shapes.Answer, cancel);

    private static HttpRequestMessage Signed(HttpMethod method, string path, string cookie, HttpContent? body)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("Cookie", cookie);
        return request;
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage OfChannel(HttpMethod method, string path, Wire.Channel channel)
    {
        var request = new HttpRequestMessage(method, $"api/v1/lines/{plan.Keys.Line}/contacts{path}");
        request.Headers.Add("X-Channel-Key", channel == Wire.Channel.Chat ? plan.Keys.ChatKey : plan.Keys.Key);
        return request;
    }

    private async Task<T> UntilAnsweredAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> shape, CancellationToken cancel, Action<HttpResponseMessage>? also = null)
    {
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                using var request = make();
                using var answer = await http.SendAsync(request, cancel);
                if (answer.IsSuccessStatusCode)
                {
                    also?.Invoke(answer);
                    return await answer.Content.ReadFromJsonAsync(shape, cancel) ?? throw new JsonException("An empty answer.");
                }

                var slug = await SlugAsync(answer, cancel);
                if (!MayPass(answer.StatusCode, slug))
                    throw new RefusedAtDoorException(answer.StatusCode, $"{request.Method} {request.RequestUri} was refused: {(int)answer.StatusCode} {slug}");
            }
            catch (Exception nobody) when (nobody is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // Nobody there at the moment; a connection reset the moment it is made comes as the bare SocketException.
            }
            catch (IOException)
            {
                // Gone while it answered.
            }
            catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
            {
                // No answer in time.
            }

            await clock.Delay(chance.Between(pause / 2, pause), cancel);
        }
    }

    private static bool MayPass(HttpStatusCode status, string slug) =>
        (int)status is 408 or 425 or 429 or >= 500 || slug.Contains("in_progress", StringComparison.Ordinal);

    private static async Task<string> SlugAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync(Wire.WireJson.Default.Problem, cancel))?.Slug ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

/// <summary>A definite no of the public API.</summary>
internal sealed class RefusedAtDoorException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
}
