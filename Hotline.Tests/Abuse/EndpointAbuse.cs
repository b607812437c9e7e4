using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>Malformed requests to every operation of the published document; every answer is held against what the house promises.</summary>
internal sealed class EndpointAbuse(RunningServer server, int seed)
{
    private const string TypePrefix = "https://hotline.invalid/problems/";
    private readonly ConcurrentDictionary<string, int> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> faults = [];

    /// <summary>How many of each status.</summary>
    public IReadOnlyDictionary<string, int> Answers => answers;

    /// <summary>Answers that break a promise, with what to send to see it again.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    private sealed record Operation(string Method, string Path, Schema? Body);

    /// <param name="requests">Spread over all operations.</param>
    public async Task RunAsync(int requests, int atOnce)
    {
        var document = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json"))!;
        var operations = Read(document).ToList();
        var (admin, worker) = (await server.SignInAsync("demo-admin"), await server.SignInAsync("drill-200"));
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }) { BaseAddress = server.Url };
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (number, cancel) =>
        {
            var junk = new Junk(seed + number);
            var operation = operations[number % operations.Count];
            using var request = Make(operation, junk, operation.Path.Contains("/admin/", StringComparison.Ordinal) ? admin : worker);
            try
            {
                using var answer = await client.SendAsync(request, cancel);
                await CheckAsync(answer, $"{operation.Method} {operation.Path} (seed {seed + number})");
            }
            catch (HttpRequestException cut) when (cut.InnerException is IOException or System.Net.Sockets.SocketException || cut.HttpRequestError == HttpRequestError.ResponseEnded)
            {
                // The server may close on a body it will not read; it must go on, which the caller checks.
                Count("closed");
            }
        });
    }

    private static IEnumerable<Operation> Read(JsonNode document)
    {
        foreach (var (path, methods) in document["paths"]!.AsObject())
            foreach (var (method, operation) in methods!.AsObject())
            {
                if (method is "parameters" or "summary") continue;
                // Signing the abuser out would end the abuse.
                if (method == "delete" && path.EndsWith("/session", StringComparison.Ordinal)) continue;
                var body = operation?["requestBody"]?["content"]?["application/json"]?["schema"];
                yield return new Operation(method.ToUpperInvariant(), path, body is null ? null : new Schema(body, document));
            }
    }

    private static HttpRequestMessage Make(Operation operation, Junk junk, string cookie)
    {
        var path = operation.Path.Replace("{line}", junk.Sometimes(0.8) ? "drill" : junk.Id(), StringComparison.Ordinal);
        path = path.Replace("{id}", junk.Id(), StringComparison.Ordinal);
        if (junk.Sometimes(0.1)) path += "?chain=" + junk.Id() + "&before=" + junk.Id();
        var method = junk.Sometimes(0.04) ? junk.Of(["PATCH", "TRACE", "FOO", "HEAD", "OPTIONS", "PUT", "DELETE"]) : operation.Method;
        if (method == "DELETE" && path.EndsWith("/session", StringComparison.Ordinal)) method = "PATCH";
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (junk.Sometimes(0.95)) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        request.Headers.TryAddWithoutValidation("X-Channel-Key", junk.Sometimes(0.95) ? "hlk_drill-chat_development" : junk.HeaderValue());
        request.Headers.TryAddWithoutValidation("Idempotency-Key", junk.Sometimes(0.7) ? Guid.NewGuid().ToString("N") : junk.HeaderValue());
        if (junk.Sometimes(0.1)) request.Headers.TryAddWithoutValidation(junk.Of(["Accept", "Range", "If-Match", "X-Forwarded-For", "Accept-Language", "Origin", "X-HTTP-Method-Override", "traceparent", "Sec-Fetch-Site", "Upgrade"]), junk.HeaderValue());
        if (method is "TRACE" || (operation.Body is null && !junk.Sometimes(0.1))) return request;
        request.Content = new ByteArrayContent(operation.Body is { } body ? junk.Body(body) : junk.Bytes(50));
        if (junk.Sometimes(0.1)) request.Headers.TransferEncodingChunked = true;
        if (junk.ContentType() is { Length: > 0 } type) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (junk.Sometimes(0.03)) request.Content.Headers.TryAddWithoutValidation("Content-Encoding", junk.Of(["gzip", "br", "x"]));
        return request;
    }

    private async Task CheckAsync(HttpResponseMessage answer, string what)
    {
        var status = (int)answer.StatusCode;
        Count(status.ToString(CultureInfo.InvariantCulture));
        var body = await answer.Content.ReadAsStringAsync();
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (body.Contains("   at ", StringComparison.Ordinal)) faults.Add($"{what}: {status} with a stack trace: {Short(body)}");
        if (status >= 500 && status != 503) faults.Add($"{what}: {status} {Short(body)}");
        if (status < 400 && type == "text/html") faults.Add($"{what}: {status} with a page");
        if (status < 400 || answer.RequestMessage?.Method == HttpMethod.Head) return;
        // The parser of HTTP answers alone what never became a request.
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong or HttpStatusCode.RequestHeaderFieldsTooLarge && body.Length == 0) return;
        if (type != "application/problem+json" || !body.Contains(TypePrefix, StringComparison.Ordinal)) faults.Add($"{what}: {status} {type} is no problem of the table: {Short(body)}");
        else if (JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32() != status) faults.Add($"{what}: {status} says another status in its body");
    }

    private void Count(string answer) => answers.AddOrUpdate(answer, 1, (_, count) => count + 1);

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}
