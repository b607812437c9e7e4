using System.Buffers.Text;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hotline.Contracts;

namespace Hotline.Tests.Bench.Load;

/// <summary>A console without a client library: it speaks SignalR's JSON protocol on a bare WebSocket, answers beats, and counts what is pushed without reading it. A thousand of them cost a bench little.</summary>
internal sealed class RawConsole : IAsyncDisposable
{
    private const byte MessageEnd = 0x1e;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The beginning of the message that is coming in: enough to tell what it is.</summary>
    private readonly byte[] head = new byte[512];
    private int headLength;
    private long messageLength;
    private Task reading = Task.CompletedTask;
    private long boards;
    private long boardBytes;

    public long Boards => Interlocked.Read(ref boards);

    /// <summary>Payload of the WebSocket, of boards alone.</summary>
    public long BoardBytes => Interlocked.Read(ref boardBytes);

    /// <summary>A board came that was made at this time of the ledger.</summary>
    public Action<DateTimeOffset>? BoardMade { get; set; }

    /// <summary>False when the server closed it.</summary>
    public bool IsOpen => !reading.IsCompleted;

    public static async Task<RawConsole> JoinAsync(Uri url, string line, string cookie, CancellationToken cancel)
    {
        var console = new RawConsole();
        console.socket.Options.SetRequestHeader("Cookie", cookie);
        console.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await console.socket.ConnectAsync(new UriBuilder(new Uri(url, "hubs/console")) { Scheme = "ws" }.Uri, cancel);
        await console.SendAsync("""{"protocol":"json","version":1}""");
        console.reading = Task.Run(console.ReadAsync, CancellationToken.None);
        var order = JsonSerializer.Serialize(new JoinConsole(line, Guid.NewGuid().ToString("n"), []), WireJson.Default.JoinConsole);
        await console.SendAsync($$"""{"type":1,"invocationId":"join","target":"Join","arguments":[{{order}}]}""");
        await console.joined.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel);
        return console;
    }

    /// <param name="watch">False: no boards any more.</param>
    public Task WatchBoardAsync(bool watch) => SendAsync($$"""{"type":1,"target":"WatchBoard","arguments":[{{(watch ? "true" : "false")}},0]}""");

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
        closing.Dispose();
        sending.Dispose();
    }

    private async Task SendAsync(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message + (char)MessageEnd);
        await sending.WaitAsync(closing.Token);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, true, closing.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), closing.Token) is { MessageType: not WebSocketMessageType.Close } read)
                for (var from = 0; from < read.Count;)
                {
                    var end = buffer.AsSpan(from, read.Count - from).IndexOf(MessageEnd);
                    var length = end < 0 ? read.Count - from : end + 1;
                    Take(buffer.AsSpan(from, length));
                    from += length;
                    if (end < 0) continue;
                    await EndAsync();
                    (headLength, messageLength) = (0, 0);
                }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or IOException)
        {
            // The server or the bench closed it.
        }
        joined.TrySetException(new BenchStoppedException("The server closed a console."));
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        messageLength += part.Length;
        var kept = Math.Min(part.Length, head.Length - headLength);
        part[..kept].CopyTo(head.AsSpan(headLength));
        headLength += kept;
    }

    private ValueTask EndAsync()
    {
        ReadOnlySpan<byte> message = head.AsSpan(0, headLength);
        if (message.StartsWith("""{"type":1,"target":"Board","""u8)) Count(message);
        else if (message.StartsWith("""{"type":3,"invocationId":"join","""u8)) Join(message);
        else if (After(message, """{"type":1,"target":"Beat","arguments":["""u8) is { Length: > 0 } beat && Utf8Parser.TryParse(beat, out long number, out _))
            return new ValueTask(SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"type":1,"target":"Answer","arguments":[{{number}}]}""")));
        return ValueTask.CompletedTask;
    }

    private void Join(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOf("\"done\":true"u8) >= 0) joined.TrySetResult();
        else joined.TrySetException(new BenchStoppedException("A console could not join: " + Encoding.UTF8.GetString(answer)));
    }

    private void Count(ReadOnlySpan<byte> board)
    {
        Interlocked.Increment(ref boards);
        Interlocked.Add(ref boardBytes, messageLength);
        if (BoardMade is not { } made) return;
        var time = After(board, "\"serverTime\":"u8);
        if (time.IsEmpty) return;
        var reader = new Utf8JsonReader(time, isFinalBlock: false, default);
        if (reader.Read() && reader.TryGetDateTimeOffset(out var at)) made(at);
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark) => text.IndexOf(mark) is >= 0 and var at ? text[(at + mark.Length)..] : [];
}
