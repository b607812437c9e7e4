using System.Globalization;
using Hotline.Server.Floor;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>When each worker's consoles last answered a beat.</summary>
public interface IConsoleLeases
{
    Task AnswerAsync(LineId line, WorkerId worker, CancellationToken cancel);

    /// <summary>Ends the lease at once: the worker signed out on purpose.</summary>
    Task EndAsync(LineId line, WorkerId worker, CancellationToken cancel);

    Task<IReadOnlyDictionary<WorkerId, DateTimeOffset>> ReadAsync(LineId line, CancellationToken cancel);
}

/// <summary>Node leases by SET PX, console leases in one ZSET a line.</summary>
internal sealed class RedisLeases(RedisStore store, LedgerClock clock) : ILeases, IConsoleLeases
{
    /// <summary>This process, as a lease holder.</summary>
    public string Holder { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}");

    public async Task<bool> HoldAsync(LineId line, string name, TimeSpan life, CancellationToken cancel) =>
        (int)await store.Database.ScriptEvaluateAsync(LuaScripts.Lease, [new LineKeys(line).Lease(name)], [Holder, (long)life.TotalMilliseconds]) == 1;

    public async Task ReleaseAsync(LineId line, string name, CancellationToken cancel) =>
        await store.Database.ScriptEvaluateAsync(LuaScripts.Release, [new LineKeys(line).Lease(name)], [Holder]);

    public async Task AnswerAsync(LineId line, WorkerId worker, CancellationToken cancel) =>
        await store.Database.SortedSetAddAsync(new LineKeys(line).Leases, worker.Value, clock.Now.ToUnixTimeMilliseconds());

    public async Task EndAsync(LineId line, WorkerId worker, CancellationToken cancel) =>
        await store.Database.SortedSetAddAsync(new LineKeys(line).Leases, worker.Value, 0);

    public async Task<IReadOnlyDictionary<WorkerId, DateTimeOffset>> ReadAsync(LineId line, CancellationToken cancel)
    {
        var rows = await store.Database.SortedSetRangeByRankWithScoresAsync(new LineKeys(line).Leases);
        return rows.ToDictionary(row => new WorkerId(row.Element.ToString()), row => DateTimeOffset.FromUnixTimeMilliseconds((long)row.Score));
    }
}
