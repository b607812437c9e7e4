using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>Every HTTP call of the console. Same origin, cookie only; no token is ever held here.</summary>
public sealed partial class ConsoleApi(HttpClient http)
{
    public Task<Answer<SessionView>> ReadSession() => Send(HttpMethod.Get, "api/v1/session", WireJson.Default.SessionView);

    public Task<Answer<SignInHints>> ReadHints() => Send(HttpMethod.Get, "api/v1/session/hints", WireJson.Default.SignInHints);

    public Task<Answer<SessionView>> SignIn(SignInRequest request) =>
        Send(HttpMethod.Post, "api/v1/session", WireJson.Default.SessionView, Body(request, WireJson.Default.SignInRequest));

    public Task<Answer<bool>> SignOut() => Send(HttpMethod.Delete, "api/v1/session");

    public Task<Answer<bool>> CreateFirstAdministrator(FirstAdministratorRequest request) =>
        Send(HttpMethod.Post, "api/v1/session/first-administrator", Body(request, WireJson.Default.FirstAdministratorRequest));

    public Task<Answer<bool>> RedeemInvitation(RedeemInvitationRequest request) =>
        Send(HttpMethod.Post, "api/v1/session/invitation", Body(request, WireJson.Default.RedeemInvitationRequest));

    public Task<Answer<ContactRecord>> ReadContact(string contactId) =>
        Send(HttpMethod.Get, $"api/v1/console/contacts/{Uri.EscapeDataString(contactId)}", WireJson.Default.ContactRecord);

    public Task<Answer<InstrumentsView>> ReadInstruments(string contactId) =>
        Send(HttpMethod.Get, $"api/v1/console/contacts/{Uri.EscapeDataString(contactId)}/instruments", WireJson.Default.InstrumentsView);

    public Task<Answer<NoteSaved>> SaveNote(string contactId, SaveNote note) =>
        Send(HttpMethod.Put, $"api/v1/console/contacts/{Uri.EscapeDataString(contactId)}/note", WireJson.Default.NoteSaved, Body(note, WireJson.Default.SaveNote));

    /// <summary>Everybody on the floor of the supervisor's line; the board has a window of them.</summary>
    public Task<Answer<IReadOnlyList<WorkerRow>>> ReadFloorWorkers() => Send(HttpMethod.Get, "api/v1/console/workers", WireJson.Default.IReadOnlyListWorkerRow);

    // Not System.Net.Http.Json: its few helpers are another assembly on the first load.
    private static ByteArrayContent Body<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    private static async Task<T?> Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(), type);

    /// <summary>A call whose answer's body does not matter.</summary>
    private async Task<Answer<bool>> Send(HttpMethod method, string path, HttpContent? body = null)
    {
        var (answer, slug, problem) = await Ask(method, path, body);
        answer?.Dispose();
        return new Answer<bool>(slug is null, slug, problem);
    }

    private async Task<Answer<T>> Send<T>(HttpMethod method, string path, JsonTypeInfo<T> type, HttpContent? body = null)
    {
        var (answer, slug, problem) = await Ask(method, path, body);
        using (answer)
        {
            if (answer is null || slug is not null)
                return new Answer<T>(default, slug ?? "unreachable", problem);
            try
            {
                return new Answer<T>(await Read(answer, type), null, null);
            }
            catch (JsonException)
            {
                return new Answer<T>(default, "unreadable_answer", null);
            }
            catch (HttpRequestException)
            {
                return new Answer<T>(default, "unreachable", null);
            }
        }
    }

    private async Task<(HttpResponseMessage? Answer, string? Slug, Problem? Problem)> Ask(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        try
        {
            var answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
                return (answer, null, null);
            var problem = await ReadProblem(answer);
            return (answer, problem?.Slug is { } slug and not "unknown" and not "about:blank" ? slug : SlugOf(answer.StatusCode), problem);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return (null, "unreachable", null);
        }
    }

    private static async Task<Problem?> ReadProblem(HttpResponseMessage answer)
    {
        try
        {
            return await Read(answer, WireJson.Default.Problem);
        }
        catch (Exception failure) when (failure is JsonException or HttpRequestException)
        {
            return null;
        }
    }

    private static string SlugOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "not_signed_in",
        HttpStatusCode.Forbidden => "forbidden",
        HttpStatusCode.NotFound => "not_found",
        HttpStatusCode.Conflict => "conflict",
        HttpStatusCode.Locked => "locked_out",
        HttpStatusCode.TooManyRequests => "too_many_requests",
        HttpStatusCode.ServiceUnavailable => "unavailable",
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => "not_valid",
        _ => "server_error",
    };
}
