using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Hotline.Tests.Support;
using StackExchange.Redis;

namespace Hotline.Tests.Bench;

/// <summary>What all cases stand on: one redis-server (AOF, everysec), one PostgreSQL that syncs to disk, the published server, the peer. Each is started when first wanted.</summary>
internal sealed class BenchGround(string? site, TextWriter progress) : IAsyncDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<RedisServer> others = [];
    private RedisServer? redis;
    private PostgresServer? postgres;
    private BullMq? peer;
    private string? published;

    /// <summary>How long a soak lasts.</summary>
    public TimeSpan SoakFor { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Folder of the published server: Release, as it is installed.</summary>
    public async Task<string> SiteAsync()
    {
        if (site is not null) return Path.GetFullPath(site);
        if (published is not null) return published;
        await SayAsync("publishing the server and its console, Release (once; --site FOLDER spares it) …");
        var folder = Directory.CreateTempSubdirectory("hotline-site-").FullName;
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(Repository.Root, "Hotline.Server"), "-c", "Release", "-o", folder]) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0) throw new BenchStoppedException("The server could not be published: " + said);
        return published = folder;
    }

    public async Task<RedisServer> RedisAsync() => redis ??= await StartRedisAsync();

    /// <summary>One like the first, for a second server at the same time: two servers of one line would share its keys.</summary>
    public async Task<RedisServer> AnotherRedisAsync()
    {
        var other = await StartRedisAsync();
        others.Add(other);
        return other;
    }

    public async Task<PostgresServer> PostgresAsync() => postgres ??= await PostgresServer.StartAsync(isSynced: true);

    public async Task<BullMq> PeerAsync() => peer ??= await BullMq.StartAsync(await RedisAsync(), this);

    /// <summary>The published server on these stores; its limits are those of a line that trusts its channel.</summary>
    public async Task<RunningServer> ServerAsync(RedisServer on, string records, params (string Name, string Value)[] settings) =>
        await RunningServer.StartFromAsync(await SiteAsync(), [.. Settings(on, records), .. settings]);

    public static (string Name, string Value)[] Settings(RedisServer on, string records) =>
    [
        ("ConnectionStrings__Redis", on.ConnectionString), ("Records__Provider", "postgres"), ("ConnectionStrings__Records", records), ("Records__ApplyMigrations", "true"),
        ("Intake__RequestsPerSecond", "100000"), ("Intake__Burst", "100000"), ("Intake__Concurrency", "512"),
        ("Logging__LogLevel__Default", "Warning"),
    ];

    public static async Task<IConnectionMultiplexer> ConnectAsync(RedisServer server) => await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);

    public Task SayAsync(string what) => progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"bench {clock.Elapsed.TotalSeconds,5:0} s  {what}"));

    /// <summary>Of the last minute; 0 where the system does not tell.</summary>
    public static double Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    public static string Machine()
    {
        var cpu = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores{(cpu is null ? "" : " " + cpu)}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024 / 1024} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}");
    }

    public async ValueTask DisposeAsync()
    {
        if (peer is not null) await peer.DisposeAsync();
        foreach (var other in others) await other.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        if (published is not null) Directory.Delete(published, recursive: true);
    }

    private static Task<RedisServer> StartRedisAsync() => RedisServer.StartAsync(appendOnly: true, null, "--appendfsync", "everysec");
}
