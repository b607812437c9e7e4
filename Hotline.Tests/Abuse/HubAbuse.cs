using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;

namespace Hotline.Tests.Abuse;

/// <summary>Malformed frames to every method of the hub, over bare WebSockets. Errors may close the connection; the server must say something clear or close.</summary>
internal sealed class HubAbuse(RunningServer server, int seed)
{
    private const char End = '\u001e';

    // SignalR reads no further on a connection that sent a message type it does not know, and never times it out; the server's own beat does, after 30 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly string[] Unclear = ["   at ", "NullReferenceException", "ArgumentNullException", "InvalidCastException", "KeyNotFoundException", "FormatException", "SqliteException", "PostgresException", "RedisServerException"];
    private readonly List<string> faults = [];
    private readonly SortedDictionary<string, int> errors = new(StringComparer.Ordinal);
    private readonly List<string> unanswered = [];

    public int Sent { get; private set; }
    public int Connections { get; private set; }
    public int Completions { get; private set; }
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Errors that were answered, cut short, and how often.</summary>
    public IReadOnlyDictionary<string, int> Errors => errors;

    public async Task RunAsync(int frames, string user)
    {
        var cookie = await server.SignInAsync(user);
        var junk = new Junk(seed);
        var methods = typeof(IConsoleHub).GetMethods();
        while (Sent < frames)
        {
            Connections++;
            lock (unanswered) unanswered.Clear();
            using var socket = await ConnectAsync(server.Url, cookie);
            using var patience = new CancellationTokenSource(Patience);
            var heard = ListenAsync(socket, patience.Token);
            try
            {
                if (!await ShakeHandsAsync(socket, junk, patience.Token)) continue;
                // Enough for every method in a connection, as long as it is not closed for what was sent.
                for (var number = 0; number < 60 && socket.State == WebSocketState.Open && Sent < frames; number++)
                {
                    var (bytes, kind) = Frame(junk, methods[Sent % methods.Length], number);
                    Sent++;
                    lock (unanswered) unanswered.Add(Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 120)));
                    await socket.SendAsync(bytes, kind, true, patience.Token);
                }
                await socket.SendAsync(Encoding.UTF8.GetBytes("{\"type\":7}" + End), WebSocketMessageType.Text, true, patience.Token);
                await heard;
            }
            catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
            {
                if (patience.IsCancellationRequested) faults.Add($"connection {Connections} (seed {seed}) neither answered nor closed within {Patience.TotalSeconds} s: {Unanswered()}");
            }
        }
    }

    /// <summary>What was sent and never heard of again.</summary>
    private string Unanswered()
    {
        lock (unanswered) return string.Join(" | ", unanswered);
    }

    internal static async Task<ClientWebSocket> ConnectAsync(Uri url, string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Path = "/hubs/console" }.Uri, CancellationToken.None);
        return socket;
    }

    /// <summary>False when what was sent instead of a handshake ends the connection.</summary>
    private static async Task<bool> ShakeHandsAsync(ClientWebSocket socket, Junk junk, CancellationToken cancel)
    {
        var good = !junk.Sometimes(0.1);
        var text = good ? "{\"protocol\":\"json\",\"version\":1}" + End
            : junk.Of(["{\"protocol\":\"messagepack\",\"version\":1}" + End, "{\"protocol\":\"json\",\"version\":99}" + End, "[]" + End, "{" + End, "" + End, "{\"type\":1,\"target\":\"Join\",\"arguments\":[]}" + End, new string('x', 5000) + End]);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancel);
        return good;
    }

    private static (byte[] Bytes, WebSocketMessageType Kind) Frame(Junk junk, MethodInfo method, int number)
    {
        if (number > 50)
            return junk.Below(6) switch
            {
                0 => (junk.Bytes(200), WebSocketMessageType.Binary),
                1 => (Encoding.UTF8.GetBytes("{\"type\":1,\"target\":\"" + new string('a', 40_000)), WebSocketMessageType.Text),
                2 => (Encoding.UTF8.GetBytes("{" + End), WebSocketMessageType.Text),
                3 => (Encoding.UTF8.GetBytes("{\"type\":" + junk.Literal() + "}" + End), WebSocketMessageType.Text),
                4 => (Encoding.UTF8.GetBytes("{\"type\":1,\"invocationId\":\"9\",\"target\":\"NoSuchMethod\",\"arguments\":[]}" + End), WebSocketMessageType.Text),
                _ => (Encoding.UTF8.GetBytes(junk.Of(["{\"type\":4,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[]}", "{\"type\":3,\"invocationId\":\"7\",\"result\":1}", "{\"type\":5,\"invocationId\":\"7\"}", "{\"type\":2}"]) + End), WebSocketMessageType.Text),
            };
        var arguments = method.GetParameters().Select(parameter => Argument(parameter.ParameterType, junk)).ToList();
        if (junk.Sometimes(0.05) && arguments.Count > 0) arguments.RemoveAt(0);
        if (junk.Sometimes(0.05)) arguments.Add(junk.Literal());
        var text = $"{{\"type\":1,\"invocationId\":\"{number}\",\"target\":\"{method.Name}\",\"arguments\":[{string.Join(',', arguments)}]}}";
        // What is no JSON ends the connection; most frames should get further.
        return (Encoding.UTF8.GetBytes((IsJson(text) || junk.Sometimes(0.02) ? text : $"{{\"type\":1,\"invocationId\":\"{number}\",\"target\":\"{method.Name}\",\"arguments\":[null]}}") + End), WebSocketMessageType.Text);
    }

    private static string Argument(Type type, Junk junk)
    {
        if (junk.Sometimes(0.1)) return junk.Literal();
        if (type == typeof(string)) return JsonSerializer.Serialize(junk.Text());
        if (type.IsPrimitive) return junk.Sometimes(0.6) ? "1" : junk.Literal();
        var members = type.GetProperties().Where(_ => !junk.Sometimes(0.1))
            .Select(property => $"\"{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}\":{Member(property, junk)}");
        return "{" + string.Join(',', members) + "}";
    }

    private static string Member(PropertyInfo property, Junk junk)
    {
        if (property.Name == "CommandId" && junk.Sometimes(0.7)) return JsonSerializer.Serialize(CommandIds.Next(TimeProvider.System.GetUtcNow()));
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum && junk.Sometimes(0.8)) return $"\"{junk.Of(Enum.GetNames(type))}\"";
        if (property.Name == "Line" && junk.Sometimes(0.8)) return "\"drill\"";
        return junk.Sometimes(0.6) ? JsonSerializer.Serialize(junk.Text()) : junk.Literal();
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return text.Length < 30_000;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task ListenAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var (buffer, text) = (new byte[64 * 1024], new StringBuilder());
        try
        {
            while (await socket.ReceiveAsync(buffer, cancel) is { MessageType: not WebSocketMessageType.Close } got)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
                if (!got.EndOfMessage) continue;
                foreach (var message in text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries)) Hear(message);
                text.Clear();
            }
        }
        catch (WebSocketException)
        {
            // Closed by the server without a word: that is allowed for what is no SignalR.
        }
    }

    private void Hear(string message)
    {
        if (message.StartsWith("{\"type\":3,\"invocationId\":", StringComparison.Ordinal))
        {
            Completions++;
            var id = "\"invocationId\":" + message.Split(':', ',')[3] + ",";
            lock (unanswered) unanswered.RemoveAll(frame => frame.Contains(id, StringComparison.Ordinal));
        }
        // How SignalR ends a connection that spoke no SignalR names the exception; nobody reads it.
        var ends = message.StartsWith("{\"type\":7", StringComparison.Ordinal);
        if (!ends && Unclear.FirstOrDefault(word => message.Contains(word, StringComparison.Ordinal)) is not null) faults.Add(message.Length <= 400 ? message : message[..400]);
        if (!message.Contains("\"error\"", StringComparison.Ordinal)) return;
        var error = JsonDocument.Parse(message).RootElement.GetProperty("error").GetString() ?? "";
        var cut = error.Length <= 70 ? error : error[..70];
        errors[cut] = errors.GetValueOrDefault(cut) + 1;
    }
}
