using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>The peer: BullMQ (npm) in a node process of its own, on the same redis-server. Its script is <c>Bench/Peer/peer.mjs</c>; versions are pinned beside it.</summary>
internal sealed class BullMq : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly string folder;
    private readonly SemaphoreSlim turn = new(1, 1);

    private BullMq(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <exception cref="BenchStoppedException">node or npm is not there, or the package cannot be had.</exception>
    public static async Task<BullMq> StartAsync(RedisServer redis, BenchGround ground)
    {
        var node = Find("node");
        var npm = Find("npm");
        var folder = Directory.CreateTempSubdirectory("hotline-peer-").FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "Hotline.Tests", "Bench", "Peer"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await ground.SayAsync("installing the peer, BullMQ, from npm …");
        using var install = Start(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, null);
        var said = await Task.WhenAll(install.StandardOutput.ReadToEndAsync(), install.StandardError.ReadToEndAsync());
        await install.WaitForExitAsync();
        if (install.ExitCode != 0) throw new BenchStoppedException($"npm could not install the peer BullMQ: {string.Join(' ', said).Trim()}");
        return new BullMq(Start(node, ["peer.mjs"], folder, redis), folder);
    }

    /// <summary>Contacts a second through prioritised add and process, so many at a time.</summary>
    public async Task<double> LifecycleAsync(int count, int concurrency) =>
        count / (await AskAsync(new JsonObject { ["order"] = "lifecycle", ["count"] = count, ["concurrency"] = concurrency }))["seconds"]!.GetValue<double>();

    /// <summary>Milliseconds from add to processor, open loop.</summary>
    public async Task<double[]> LatencyAsync(double rate, double seconds, int concurrency) => Numbers(
        (await AskAsync(new JsonObject { ["order"] = "latency", ["rate"] = rate, ["seconds"] = seconds, ["concurrency"] = concurrency }))["waits"]!);

    /// <summary>Seconds from the kill of a worker until its job runs again; null = BullMQ's own default.</summary>
    public async Task<double[]> StalledAsync(int times, TimeSpan? lockFor, TimeSpan? lookEvery) => Numbers(
        (await AskAsync(new JsonObject { ["order"] = "stalled", ["times"] = times, ["lockDuration"] = lockFor?.TotalMilliseconds, ["stalledInterval"] = lookEvery?.TotalMilliseconds }))["seconds"]!);

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        turn.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<JsonNode> AskAsync(JsonObject order)
    {
        await turn.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(order.ToJsonString());
            await process.StandardInput.FlushAsync();
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new BenchStoppedException("The peer BullMQ ended: " + await process.StandardError.ReadToEndAsync());
            var answer = JsonNode.Parse(line)!;
            return answer["failed"] is { } failed ? throw new BenchStoppedException("The peer BullMQ failed: " + failed) : answer;
        }
        catch (Exception broken) when (broken is IOException or TimeoutException or JsonException)
        {
            throw new BenchStoppedException("The peer BullMQ did not answer: " + broken.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    private static double[] Numbers(JsonNode array) => [.. array.AsArray().Select(one => one!.GetValue<double>())];

    private static Process Start(string program, string[] arguments, string folder, RedisServer? redis)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (redis is not null)
        {
            start.Environment["PEER_PORT"] = redis.Port.ToString(CultureInfo.InvariantCulture);
            start.Environment["PEER_PASSWORD"] = redis.Password;
        }
        return Process.Start(start)!;
    }

    private static string Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new BenchStoppedException($"{program} is not on the PATH: the peer BullMQ needs Node.js 20 or newer with npm. Cases without that peer: --only depth, fan-out, memory, start, restore, console.");
}
