using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace Hotline.Tests.Support;

/// <summary>Three masters without replicas on loopback. A master that is down takes only its own slots along (cluster-require-full-coverage no).</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16384;
    private readonly RedisServer[] masters;

    private RedisCluster(RedisServer[] masters) => this.masters = masters;

    public IReadOnlyList<RedisServer> Masters => masters;

    public string ConnectionString => string.Join(',', masters.Select(Address)) + $",password={masters[0].Password},protocol=resp2,abortConnect=false,connectTimeout=2000";

    public static async Task<RedisCluster> StartAsync()
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var buses = Enumerable.Range(0, 3).Select(_ => FreePort.Next()).ToArray();
        var masters = await Task.WhenAll(buses.Select(bus => RedisServer.StartAsync(
            appendOnly: true, password, "--cluster-enabled", "yes", "--cluster-port", Text(bus), "--cluster-node-timeout", "1500", "--cluster-require-full-coverage", "no")));
        for (var number = 0; number < masters.Length; number++)
        {
            var (first, last) = (Slots * number / masters.Length, (Slots * (number + 1) / masters.Length) - 1);
            await DoAsync(masters[number], "CLUSTER", "ADDSLOTSRANGE", Text(first), Text(last));
            if (number > 0) await DoAsync(masters[0], "CLUSTER", "MEET", "127.0.0.1", Text(masters[number].Port), Text(buses[number]));
        }
        var cluster = new RedisCluster(masters);
        foreach (var master in masters)
            await Until.True(async () =>
            {
                var said = await DoAsync(master, "CLUSTER", "INFO");
                return said.Contains("cluster_slots_ok:16384", StringComparison.Ordinal) && said.Contains("cluster_state:ok", StringComparison.Ordinal);
            }, "the master knows all slots");
        return cluster;
    }

    /// <summary>The master that has a line's keys.</summary>
    public async Task<RedisServer> MasterOfAsync(string line)
    {
        foreach (var master in masters)
            if ((await KeysAsync(master)).Any(key => key.StartsWith($"hotline:{{{line}}}:", StringComparison.Ordinal))) return master;
        throw new InvalidOperationException($"No master has keys of line {line}.");
    }

    /// <summary>Every key of one master.</summary>
    public static async Task<string[]> KeysAsync(RedisServer master)
    {
        await using var connection = await ConnectAsync(master);
        return ((string?[])(await connection.GetServer("127.0.0.1", master.Port).ExecuteAsync("KEYS", "*"))!)!;
    }

    /// <summary>Whether a master was ever asked for a command, such as <c>time</c>.</summary>
    public static async Task<bool> WasAskedAsync(RedisServer master, string command)
    {
        await using var connection = await ConnectAsync(master);
        var said = await connection.GetServer("127.0.0.1", master.Port).InfoRawAsync("commandstats");
        return said!.Contains($"cmdstat_{command}:", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var master in masters) await master.DisposeAsync();
    }

    private static async Task<string> DoAsync(RedisServer master, string command, params object[] arguments)
    {
        await using var connection = await ConnectAsync(master);
        return (await connection.GetServer("127.0.0.1", master.Port).ExecuteAsync(command, arguments)).ToString();
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(RedisServer master) =>
        ConnectionMultiplexer.ConnectAsync($"{Address(master)},password={master.Password},protocol=resp2,allowAdmin=true");

    private static string Address(RedisServer master) => "127.0.0.1:" + Text(master.Port);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
