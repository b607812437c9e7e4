using System.Collections.Concurrent;
using System.Collections.Frozen;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using StackExchange.Redis;

namespace Hotline.Server.Live;

/// <summary>When each worker last answered a beat; read at most once a second a line, while somebody looks.</summary>
internal sealed class LastSeen(IConsoleLeases leases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<LineId, (long ReadAt, IReadOnlyDictionary<WorkerId, DateTimeOffset> Seen)> cache = new();

    public async Task<IReadOnlyDictionary<WorkerId, DateTimeOffset>> OfAsync(LineId line, CancellationToken cancel)
    {
        if (cache.TryGetValue(line, out var known) && time.GetElapsedTime(known.ReadAt) < Fresh) return known.Seen;
        try
        {
            var seen = await leases.ReadAsync(line, cancel);
            cache[line] = (time.GetTimestamp(), seen);
            return seen;
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            return known.Seen ?? FrozenDictionary<WorkerId, DateTimeOffset>.Empty;
        }
    }
}
