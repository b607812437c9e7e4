using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Start check: Redis answers, is new enough, and never evicts.</summary>
internal sealed class LedgerCheck(RedisStore store)
{
    private static readonly Version Oldest = new(6, 2);

    /// <summary>Throws <see cref="InvalidOperationException"/> with a sentence that names the setting.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            await store.Database.PingAsync();
        }
        catch (RedisException failed)
        {
            throw new InvalidOperationException($"ConnectionStrings:Redis: the server does not answer ({failed.GetType().Name}).", failed);
        }
        if (store.IsEmbedded) return;
        foreach (var endpoint in store.Connection.GetEndPoints())
        {
            var server = store.Connection.GetServer(endpoint);
            if (!server.IsConnected || server.ServerType == ServerType.Sentinel) continue;
            if (server.Version < Oldest)
                throw new InvalidOperationException($"ConnectionStrings:Redis: version {server.Version} at {endpoint} is older than {Oldest}.");
            var policy = await PolicyAsync(server);
            if (policy is not (null or "noeviction"))
                throw new InvalidOperationException($"ConnectionStrings:Redis: maxmemory-policy at {endpoint} is {policy}; it must be noeviction, or contacts would be dropped silently.");
        }
    }

    /// <summary>INFO says it without CONFIG, which managed servers close.</summary>
    private static async Task<string?> PolicyAsync(IServer server)
    {
        var memory = await server.InfoAsync("memory");
        return memory.SelectMany(group => group).FirstOrDefault(pair => pair.Key == "maxmemory_policy").Value;
    }
}
