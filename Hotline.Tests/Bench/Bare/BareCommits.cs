using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using StackExchange.Redis;

namespace Hotline.Tests.Bench.Bare;

/// <summary>The least a lifecycle can cost: its five commits by <c>commit.lua</c>, with entities as large as real ones, and nothing else: no decision, no HTTP, no push, no SQL.</summary>
internal static class BareCommits
{
    private const int CommitsOfOne = 5;

    /// <returns>Contacts a second.</returns>
    public static async Task<double> RunAsync(IConnectionMultiplexer redis, int count, int concurrency, CancellationToken cancel)
    {
        var database = redis.GetDatabase();
        var keys = new LineKeys(new LineId("bare" + Guid.NewGuid().ToString("n")[..8]));
        await database.HashSetAsync(keys.Meta, [new("epoch", 1), new("sequence", 0), new("tag", "t")]);
        RedisKey[] named = [keys.Meta, keys.Floor(1), keys.Waiting(1), keys.Journal(1), keys.Commands(1), keys.Leases, keys.Sealed(1)];
        var next = 0;
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(worker => Task.Run(async () =>
        {
            var (workerVersion, workerField) = ("-1", string.Create(CultureInfo.InvariantCulture, $"w:w{worker}"));
            for (var number = Interlocked.Increment(ref next); number <= count; number = Interlocked.Increment(ref next))
            {
                var (version, field) = ("-1", string.Create(CultureInfo.InvariantCulture, $"c:c{number}"));
                for (var step = 0; step < CommitsOfOne; step++)
                {
                    var reply = (RedisResult[])(await database.ScriptEvaluateAsync(LuaScripts.Commit, named, Arguments(keys, field, version, step == 0 ? null : workerField, workerVersion)))!;
                    if (reply[0].ToString() != "committed") throw new BenchStoppedException($"A bare commit was not made: {reply[0]}.");
                    version = reply[1].ToString();
                    if (step > 0) workerVersion = version;
                }
            }
        }, cancel)));
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        await database.KeyDeleteAsync(named);
        return count / seconds;
    }

    private static RedisValue[] Arguments(LineKeys keys, string field, string version, string? workerField, string workerVersion)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        List<RedisValue> arguments = [1, Contracts.CommandIds.Next(DateTimeOffset.FromUnixTimeMilliseconds(now)), 0, now, "t", Head, keys.Hints.ToString(), 0, "t", workerField is null ? 1 : 2, field, version];
        if (workerField is not null) arguments.AddRange([workerField, workerVersion]);
        arguments.AddRange([workerField is null ? 1 : 2, field, Contact, workerField is null ? "1000" : ""]);
        if (workerField is not null) arguments.AddRange([workerField, Worker, "-"]);
        arguments.AddRange([0, "", 0]);
        return [.. arguments];
    }

    // As long as what the floor writes.
    private static readonly string Head = new('h', 300);
    private static readonly string Contact = new('c', 700);
    private static readonly string Worker = new('w', 350);
}
