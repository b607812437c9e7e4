using System.Collections.Concurrent;
using System.Collections.Frozen;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using StackExchange.Redis;

namespace Hotline.Server.Live;

/// <summary>When each worker last answered a beat; read at most once a second a line, while somebody looks.</summary>
internal sealed class LastSeen(IConsoleLeases leases, TimeProvider time, ILogger<LastSeen> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<LineId, (long ReadAt, IReadOnlyDictionary<WorkerId, DateTimeOffset> Seen)> cache = new();
    private readonly ConcurrentDictionary<LineId, Task> reads = new();

    /// <summary>The last known, at once: Redis is asked aside, so that a board never waits for it.</summary>
    public IReadOnlyDictionary<WorkerId, DateTimeOffset> Of(LineId line)
    {
        var known = cache.GetValueOrDefault(line, (0, FrozenDictionary<WorkerId, DateTimeOffset>.Empty));
        if ((known.ReadAt == 0 || time.GetElapsedTime(known.ReadAt) >= Fresh) && (!reads.TryGetValue(line, out var reading) || reading.IsCompleted)) reads[line] = ReadAsync(line);
        return known.Seen;
    }

    private async Task ReadAsync(LineId line)
    {
        try
        {
            cache[line] = (time.GetTimestamp(), await leases.ReadAsync(line, CancellationToken.None));
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            // What was seen stays seen; the degraded store is an alarm of its own.
            LiveLog.LeasesUnread(logger, line.Value, failed.GetType().Name);
        }
    }
}
