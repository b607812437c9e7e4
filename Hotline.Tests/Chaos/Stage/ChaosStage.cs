using System.Security.Cryptography;
using Hotline.Server.Drill;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>The deployment in small: nodes, one redis-server, one PostgreSQL, all real processes; their logs in one folder.</summary>
internal sealed class ChaosStage : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);
    private readonly string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly CancellationTokenSource stop = new();

    private ChaosStage(string folder, StagedRedis redis, StagedPostgres postgres) => (Folder, Redis, Postgres) = (folder, redis, postgres);

    public string Folder { get; }
    public StagedRedis Redis { get; }
    public StagedPostgres Postgres { get; }
    public IReadOnlyList<NodeProcess> Nodes { get; private set; } = [];
    public Balancer Balancer { get; private set; } = null!;

    /// <summary>Otherwise the folder goes when all went well.</summary>
    public bool KeepLogs { get; set; } = true;

    /// <param name="prepare">Before any node starts.</param>
    public static async Task<ChaosStage> StartAsync(int nodes, int seed, DrillClock clock, Func<ChaosStage, Task>? prepare = null)
    {
        // The data of PostgreSQL must be reachable by its own user.
        var folder = Directory.CreateTempSubdirectory("hotline-chaos-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var stage = new ChaosStage(folder, await StagedRedis.StartAsync(folder), await StagedPostgres.StartAsync(folder));
        try
        {
            if (prepare is not null) await prepare(stage);
            stage.Nodes = [.. Enumerable.Range(1, nodes).Select(number => new NodeProcess($"node{number}", folder, stage.Settings()))];
            // All at once, on an empty database: as an orchestrator would.
            foreach (var node in stage.Nodes) node.Launch();
            foreach (var node in stage.Nodes) await Until.True(node.IsReadyAsync, $"{node.Name} is ready", StartWithin);
            stage.Balancer = new Balancer(stage.Nodes, new Chance(seed, -7), clock);
            _ = stage.Balancer.RunAsync(stage.stop.Token);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The records, opened beside the nodes: for the checks, and to put rows there before.</summary>
    public WebApplication OpenRecords() => RecordsNode.Build(Folder, Postgres.Database("hotline"), settings: [("Sealing:Key", key)]);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var node in Nodes) await node.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
        stop.Dispose();
        if (!KeepLogs) Directory.Delete(Folder, recursive: true);
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["ConnectionStrings__Redis"] = Redis.ConnectionString,
        ["ConnectionStrings__Records"] = Postgres.Database("hotline"),
        ["Records__Provider"] = "postgres",
        ["Records__ApplyMigrations"] = "true",
        ["Sealing__Key"] = key,
    };
}
