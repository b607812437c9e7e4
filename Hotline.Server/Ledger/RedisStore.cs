using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>The connection to Redis: a given one (single, Sentinel or Cluster by its connection string), or the embedded engine.</summary>
internal sealed class RedisStore : IDisposable
{
    private readonly EmbeddedEngine? embedded;

    public RedisStore(IConfiguration configuration, IOptions<LedgerOptions> options, ILoggerFactory loggers)
    {
        var given = configuration.GetConnectionString("Redis");
        IsEmbedded = string.IsNullOrWhiteSpace(given);
        if (IsEmbedded) embedded = new EmbeddedEngine(options.Value.EmbeddedMemoryMiB, loggers);
        var settings = ConfigurationOptions.Parse(embedded?.ConnectionString ?? given!);
        // RESP3 would put hints on the interactive connection.
        settings.Protocol = RedisProtocol.Resp2;
        settings.AbortOnConnectFail = false;
        // The library counts INFO among the admin commands; the start check asks it.
        settings.AllowAdmin = true;
        settings.SyncTimeout = settings.AsyncTimeout = options.Value.TimeoutMilliseconds;
        settings.ConnectTimeout = Math.Min(settings.ConnectTimeout, 5000);
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.ReconnectRetryPolicy = new LinearRetry(250);
        settings.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        settings.ClientName = "hotline";
        Connection = ConnectionMultiplexer.Connect(settings, TextWriter.Null);
    }

    public bool IsEmbedded { get; }
    public IConnectionMultiplexer Connection { get; }
    public IDatabase Database => Connection.GetDatabase();

    /// <summary>
    /// TIME of the server that all nodes ask: in a Cluster, where a keyless command goes anywhere, the master of one fixed key. While it
    /// is away the last measurement stands.
    /// </summary>
    public async Task<DateTimeOffset> TimeAsync() => new(await Connection.GetServer(LineKeys.Clock).TimeAsync());

    public void Dispose()
    {
        Connection.Dispose();
        embedded?.Dispose();
    }
}
