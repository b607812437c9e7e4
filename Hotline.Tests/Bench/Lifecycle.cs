using System.Diagnostics;
using Hotline.Tests.Bench.Bare;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>
/// Contacts a second through arrive, offer, accept, end, wrap-up: over HTTP and SignalR, recorded in SQL, pushed to 100 consoles, 100 contacts under way.
/// Without SQL (it is stopped): what is acknowledged is in Redis' append-only file alone, as in the peer.
/// </summary>
internal sealed class Lifecycle : BenchGroup
{
    private const int AtOnce = 100;
    private const int Runs = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);

    public override string Name => "lifecycle";
    public override IReadOnlyList<string> Cases => ["lifecycle", "lifecycle-no-sql"];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var peer = await ground.PeerAsync();
        await using var bare = await BenchGround.ConnectAsync(await ground.RedisAsync());
        List<(BenchCase Case, Setting Setting)> both = [];
        try
        {
            if (wanted.Contains("lifecycle"))
                both.Add((new BenchCase("lifecycle", "contacts/s").Aiming(">= 1.0 x peer", one => one.RatioToPeer >= 1), await StartAsync(ground, await ground.RedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync(), null, cancel)));
            if (wanted.Contains("lifecycle-no-sql"))
            {
                var sql = await PostgresServer.StartAsync(isSynced: true);
                both.Add((new BenchCase("lifecycle-no-sql", "contacts/s"), await StartAsync(ground, await ground.AnotherRedisAsync(), await sql.NewDatabaseAsync(), sql, cancel)));
            }
            foreach (var (_, setting) in both) await ThroughAsync(setting, WarmUp, cancel);
            for (var run = 1; run <= Runs; run++)
            {
                var theirs = await peer.LifecycleAsync(20_000, AtOnce);
                var least = await BareCommits.RunAsync(bare, 10_000, AtOnce, cancel);
                foreach (var (one, setting) in both)
                {
                    one.Runs.Ours.Add(await ThroughAsync(setting, Span, cancel));
                    one.Runs.Peer.Add(theirs);
                    one.Runs.Floor.Add(least);
                    await ground.SayAsync($"{one.Name} {run}/{Runs}: ours {one.Runs.Ours[^1]:0}, peer {theirs:0}, floor {least:0} contacts/s");
                }
            }
            return [.. both.Select(pair => pair.Case)];
        }
        finally
        {
            foreach (var (_, setting) in both) await setting.DisposeAsync();
        }
    }

    private static async Task<Setting> StartAsync(BenchGround ground, RedisServer redis, string records, PostgresServer? stopped, CancellationToken cancel)
    {
        var server = await ground.ServerAsync(redis, records, ("Ledger__MostUnrecordedMiB", "4096"));
        var setting = new Setting(await StaffedServer.StaffAsync(server, AtOnce, shows: false, cancel), stopped);
        if (stopped is not null) await stopped.KillAsync();
        return setting;
    }

    /// <summary>Closed loop: whoever is through makes room for the next.</summary>
    private static async Task<double> ThroughAsync(Setting setting, TimeSpan span, CancellationToken cancel)
    {
        var through = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (clock.Elapsed < span)
            {
                await setting.Server.PassAsync(cancel);
                Interlocked.Increment(ref through);
            }
        }));
        return through / clock.Elapsed.TotalSeconds;
    }

    private sealed record Setting(StaffedServer Server, PostgresServer? Stopped) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            if (Stopped is not null) await Stopped.DisposeAsync();
        }
    }
}
