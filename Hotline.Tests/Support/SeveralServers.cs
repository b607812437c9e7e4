using System.Security.Cryptography;

namespace Hotline.Tests.Support;

/// <summary>Several server processes on one Redis, one PostgreSQL and one sealing key. All start at once on an empty database.</summary>
public sealed class SeveralServers : IAsyncDisposable
{
    private readonly RunningServer[] servers;

    private SeveralServers(RunningServer[] servers) => this.servers = servers;

    public RunningServer this[int number] => servers[number];

    public IReadOnlyList<RunningServer> All => servers;

    /// <param name="redis">Connection string of Redis: one, Sentinel or Cluster.</param>
    /// <param name="records">Connection string of a PostgreSQL database.</param>
    public static async Task<SeveralServers> StartAsync(int count, string redis, string records, params (string Name, string Value)[] more)
    {
        (string, string)[] settings =
        [
            ("ConnectionStrings__Redis", redis), ("ConnectionStrings__Records", records), ("Records__Provider", "postgres"), ("Records__ApplyMigrations", "true"),
            ("Sealing__Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), .. more,
        ];
        return new SeveralServers(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunningServer.StartAsync(settings))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers) await server.DisposeAsync();
    }
}
