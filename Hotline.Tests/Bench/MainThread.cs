using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Hotline.Tests.Bench;

/// <summary>One task of a main thread.</summary>
/// <param name="AtMs">Since the trace began.</param>
/// <param name="Inside">What took longest in it, by name, with milliseconds.</param>
internal sealed record LongTask(double AtMs, double Milliseconds, double CpuMilliseconds, string Inside);

/// <summary>A Chromium trace of the page's main thread, over the DevTools protocol.</summary>
internal sealed class MainThread
{
    private readonly ICDPSession session;
    private readonly TaskCompletionSource<string> stream = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MainThread(ICDPSession session)
    {
        this.session = session;
        session.Event("Tracing.tracingComplete").OnEvent += (_, about) => stream.TrySetResult(about!.Value.GetProperty("stream").GetString()!);
    }

    public static async Task<MainThread> StartAsync(IPage page)
    {
        var thread = new MainThread(await page.Context.NewCDPSessionAsync(page));
        await thread.session.SendAsync("Tracing.start", new Dictionary<string, object>
        {
            ["transferMode"] = "ReturnAsStream",
            ["traceConfig"] = new Dictionary<string, object> { ["includedCategories"] = new[] { "devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel" } },
        });
        return thread;
    }

    public async Task<IReadOnlyList<LongTask>> StopAsync()
    {
        await session.SendAsync("Tracing.end");
        var handle = await stream.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var text = new StringBuilder();
        for (var over = false; !over;)
        {
            var part = (await session.SendAsync("IO.read", new Dictionary<string, object> { ["handle"] = handle }))!.Value;
            text.Append(part.TryGetProperty("base64Encoded", out var coded) && coded.GetBoolean()
                ? Encoding.UTF8.GetString(Convert.FromBase64String(part.GetProperty("data").GetString()!)) : part.GetProperty("data").GetString());
            over = part.GetProperty("eof").GetBoolean();
        }
        await session.SendAsync("IO.close", new Dictionary<string, object> { ["handle"] = handle });
        using var trace = JsonDocument.Parse(text.ToString());
        return TasksOf(trace.RootElement.GetProperty("traceEvents"));
    }

    private static List<LongTask> TasksOf(JsonElement events)
    {
        var mains = events.EnumerateArray().Where(one => Text(one, "name") == "thread_name" && one.GetProperty("args").GetProperty("name").GetString() == "CrRendererMain").Select(Thread).ToHashSet();
        var complete = events.EnumerateArray().Where(one => Text(one, "ph") == "X" && mains.Contains(Thread(one)) && one.TryGetProperty("dur", out _)).ToList();
        // The page is the renderer that worked most; others are spare.
        var busiest = complete.Where(IsTask).GroupBy(Thread).MaxBy(thread => thread.Sum(one => one.GetProperty("dur").GetDouble()))
            ?? throw new InvalidOperationException("The trace has no task of a page.");
        var inner = complete.Where(one => Thread(one) == busiest.Key && !IsTask(one)).Select(one => (At: Number(one, "ts"), For: Number(one, "dur"), Name: Text(one, "name")!)).OrderBy(one => one.At).ToList();
        var first = busiest.Min(one => Number(one, "ts"));
        return [.. busiest.Select(one => (At: Number(one, "ts"), For: Number(one, "dur"), Cpu: Number(one, "tdur"))).Select(task => new LongTask(
            Math.Round((task.At - first) / 1000, 1), Math.Round(task.For / 1000, 2), Math.Round(task.Cpu / 1000, 2), task.For < 20_000 ? "" : Inside(inner, task.At, task.At + task.For)))];
    }

    private static string Inside(List<(double At, double For, string Name)> inner, double from, double until) => string.Join(", ", inner
        .Where(one => one.At >= from && one.At + one.For <= until && one is { For: > 3000, Name: not "ThreadControllerImpl::RunTask" }).GroupBy(one => one.Name)
        .OrderByDescending(named => named.Sum(one => one.For)).Take(6).Select(named => FormattableString.Invariant($"{named.Key} {named.Sum(one => one.For) / 1000:0.0}")));

    // Chromium writes each task twice, by two names one in the other.
    private static bool IsTask(JsonElement one) => Text(one, "name") == "RunTask";

    private static (long, long) Thread(JsonElement one) => (one.GetProperty("pid").GetInt64(), one.GetProperty("tid").GetInt64());

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Number(JsonElement one, string name) => one.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}

/// <summary>What is pushed to a page over its WebSocket.</summary>
internal sealed class Pushed(IPage page)
{
    private long boards;
    private long bytes;

    public double BoardsPerSecond { get; private set; }
    public double BytesPerSecond { get; private set; }

    /// <summary>Looks for so long, then stops looking: the looking itself costs the page's main thread.</summary>
    public async Task CountAsync(TimeSpan span)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.webSocketFrameReceived").OnEvent += (_, about) =>
        {
            var payload = about!.Value.GetProperty("response").GetProperty("payloadData").GetString()!;
            Interlocked.Add(ref bytes, System.Text.Encoding.UTF8.GetByteCount(payload));
            if (payload.Contains("\"target\":\"Board\"", StringComparison.Ordinal)) Interlocked.Increment(ref boards);
        };
        await session.SendAsync("Network.enable");
        await Task.Delay(span);
        await session.SendAsync("Network.disable");
        await session.DetachAsync();
        (BoardsPerSecond, BytesPerSecond) = (boards / span.TotalSeconds, bytes / span.TotalSeconds);
    }
}
