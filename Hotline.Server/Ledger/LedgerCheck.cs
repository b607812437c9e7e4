using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Start check: Redis answers, is new enough, and never evicts.</summary>
internal sealed partial class LedgerCheck(RedisStore store, ILogger<LedgerCheck> logger)
{
    private const string FullCoverage = "cluster-require-full-coverage";
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
            if (server.ServerType == ServerType.Cluster && await IsAllOrNothingAsync(server)) LogAllOrNothing(logger, endpoint.ToString(), FullCoverage);
        }
    }

    /// <summary>INFO says it without CONFIG, which managed servers close.</summary>
    private static async Task<string?> PolicyAsync(IServer server)
    {
        var memory = await server.InfoAsync("memory");
        return memory.SelectMany(group => group).FirstOrDefault(pair => pair.Key == "maxmemory_policy").Value;
    }

    private static async Task<bool> IsAllOrNothingAsync(IServer server)
    {
        try
        {
            return (await server.ConfigGetAsync(FullCoverage)).Any(pair => pair.Value == "yes");
        }
        catch (RedisServerException)
        {
            // CONFIG is closed here: nothing to say.
            return false;
        }
    }

    [LoggerMessage(2010, LogLevel.Warning, "Redis Cluster at {Endpoint} has {Setting} yes: when one master is lost, the lines of all masters stop. Set it to no.")]
    private static partial void LogAllOrNothing(ILogger logger, string? endpoint, string setting);
}
