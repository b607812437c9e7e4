using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Whether what Redis acknowledged is still there after it was killed.</summary>
public interface IDurability
{
    /// <summary>True only while every master writes an append-only file; false where that cannot be learnt.</summary>
    ValueTask<bool> KeepsAsync();
}

/// <summary>Asks INFO, at most every five seconds. The embedded engine keeps nothing.</summary>
internal sealed class RedisDurability(RedisStore store, TimeProvider time) : IDurability
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private volatile Reading? last;

    public async ValueTask<bool> KeepsAsync()
    {
        if (store.IsEmbedded) return false;
        if (last is { } known && time.GetElapsedTime(known.At) < Fresh) return known.Keeps;
        // A Redis too busy to say keeps as it kept; whether it takes a commit it says by itself.
        if (await ReadAsync() is not { } keeps) return last?.Keeps ?? false;
        last = new Reading(keeps, time.GetTimestamp());
        return keeps;
    }

    private async Task<bool?> ReadAsync()
    {
        try
        {
            var asked = false;
            foreach (var server in store.Connection.GetServers())
            {
                if (!server.IsConnected || server.IsReplica || server.ServerType == ServerType.Sentinel) continue;
                asked = true;
                var persistence = await server.InfoAsync("persistence");
                if (persistence.SelectMany(group => group).FirstOrDefault(pair => pair.Key == "aof_enabled").Value != "1") return false;
            }
            return asked ? true : null;
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            return null;
        }
    }

    private sealed record Reading(bool Keeps, long At);
}
