#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false
// A partner's receiver in one file: dotnet run Receiver.cs --urls http://127.0.0.1:5098
// HOTLINE_SECRET: whsec_…, shown once by the line's administrator. HOTLINE_BACK: https://HOST/api/v1/partners/LINE/PARTNER/escalations
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var secret = Convert.FromBase64String(Environment.GetEnvironmentVariable("HOTLINE_SECRET")!["whsec_".Length..]);
var back = Environment.GetEnvironmentVariable("HOTLINE_BACK")!;
var numbers = new ConcurrentDictionary<string, string>(); // escalation id → our incident number; a real one keeps this on disk, and writes it before it answers
using var hotline = new HttpClient();
var app = WebApplication.Create(args);

app.MapPost("/escalations", async (HttpRequest request) =>
{
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray(); // the bytes as they came: read and written again they would not fit the signature
    if (!IsGood(request.Headers, body)) return Results.Unauthorized();
    using var message = JsonDocument.Parse(body);
    var (type, data) = (message.RootElement.GetProperty("type").GetString(), message.RootElement.GetProperty("data"));
    if (type == "escalation.test") return Results.Ok(); // nobody is in danger
    var id = data.GetProperty("escalationId").GetString()!;
    var made = "2026-" + RandomNumberGenerator.GetInt32(100_000, 999_999);
    var number = numbers.GetOrAdd(id, made); // one incident for one id, however often it comes
    if (type == "escalation.submitted" && number == made) _ = SayAsync(id, "report", new { report = "Accepted", number });
    if (type == "escalation.updated") Console.WriteLine($"{number}: facts changed, version {data.GetProperty("version")}");
    if (type == "escalation.cancelled") _ = SayAsync(id, "cancel-answer", new { agreed = true });
    return Results.Ok(new { number, exists = number != made });
});
app.Run();

bool IsGood(IHeaderDictionary headers, byte[] body)
{
    string id = headers["webhook-id"].ToString(), at = headers["webhook-timestamp"].ToString();
    if (!long.TryParse(at, out var seconds) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;
    var wanted = Encoding.UTF8.GetBytes(Sign(id, at, body));
    return headers["webhook-signature"].ToString().Split(' ').Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), wanted));
}

string Sign(string id, string at, byte[] body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body]));

async Task SayAsync(string escalation, string path, object said)
{
    var (body, id) = (JsonSerializer.SerializeToUtf8Bytes(said), "msg-" + Guid.NewGuid().ToString("N")); // one id for all tries of this message
    for (var pause = 1; pause <= 64; pause *= 2)
    {
        var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(); // signed anew each time
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{back}/{escalation}/{path}") { Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } } };
        foreach (var (name, value) in new[] { ("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", Sign(id, at, body)) }) request.Headers.Add(name, value);
        var status = await hotline.SendAsync(request).ContinueWith(sent => sent.IsCompletedSuccessfully ? (int)sent.Result.StatusCode : 0);
        if (status is > 0 and < 500 and not 429) return; // 200 taken; another 4xx would be refused again
        await Task.Delay(TimeSpan.FromSeconds(pause));
    }
}
