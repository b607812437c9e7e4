using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;

namespace Hotline.Tests.Identity;

/// <summary>Calls as a browser does; carries its cookie itself, because CookieContainer sends no Secure cookie over loopback http.</summary>
internal sealed class Browser(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>name=value, or nothing.</summary>
    public string? Cookie { get; set; }

    /// <summary>Set-Cookie of the last answer that had one.</summary>
    public string? SetCookie { get; private set; }

    public Browser Copy() => new(http.BaseAddress!) { Cookie = Cookie };

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await http.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            Keep(cookies.Single());
        return answer;
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string, string)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> DeleteAsync(string path, params (string, string)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    public Task<HttpResponseMessage> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, params (string, string)[] headers) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body, type), headers);

    public Task<HttpResponseMessage> PutAsync<T>(string path, T body, JsonTypeInfo<T> type) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body, type));

    public Task<HttpResponseMessage> SignInAsync(string userName, string password, params (string, string)[] headers) =>
        PostAsync("/api/v1/session", new SignInRequest(userName, password), WireJson.Default.SignInRequest, headers);

    public async Task<T> ReadAsync<T>(string path, JsonTypeInfo<T> type)
    {
        using var answer = await GetAsync(path);
        return await answer.ReadAsync(type);
    }

    public void Dispose() => http.Dispose();

    private void Keep(string cookie)
    {
        SetCookie = cookie;
        var pair = cookie.Split(';')[0];
        Cookie = pair.EndsWith('=') ? null : pair;
    }
}

internal static class Answers
{
    /// <summary>The body of a success.</summary>
    public static async Task<T> ReadAsync<T>(this HttpResponseMessage answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync(type))!;
    }

    /// <summary>"401 sign_in_failed"; a success is its number alone.</summary>
    public static async Task<string> SayAsync(this Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return await answer.SayAsync();
    }

    public static async Task<string> SayAsync(this HttpResponseMessage answer)
    {
        var status = $"{(int)answer.StatusCode}";
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return status;
        var problem = await answer.Content.ReadFromJsonAsync(WireJson.Default.Problem);
        return problem!.TraceId is { Length: > 0 } ? $"{status} {problem.Slug}" : $"{status} {problem.Slug} without a trace id";
    }

    public static MediaTypeHeaderValue? Kind(this HttpResponseMessage answer) => answer.Content.Headers.ContentType;
}
