using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace Hotline.Tests.Support;

/// <summary>A master, a replica and one sentinel that promotes the replica when the master is silent for a second.</summary>
public sealed class RedisSentinel : IAsyncDisposable
{
    private const string Set = "hotline";
    private readonly string folder = Directory.CreateTempSubdirectory("hotline-sentinel-").FullName;
    private readonly int port = FreePort.Next();
    private Process? process;

    private RedisSentinel(RedisServer master, RedisServer replica) => (Master, Replica) = (master, replica);

    public RedisServer Master { get; }
    public RedisServer Replica { get; }

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{port},serviceName={Set},password={Master.Password},protocol=resp2,abortConnect=false,connectTimeout=2000");

    public static async Task<RedisSentinel> StartAsync()
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var master = await RedisServer.StartAsync(appendOnly: true, password, "--repl-diskless-sync-delay", "0");
        var replica = await RedisServer.StartAsync(appendOnly: true, password, "--replicaof", "127.0.0.1", master.Port.ToString(CultureInfo.InvariantCulture));
        var sentinel = new RedisSentinel(master, replica);
        await sentinel.LaunchAsync();
        return sentinel;
    }

    /// <summary>Port of the server that the sentinel names as master.</summary>
    public async Task<int> MasterPortAsync()
    {
        await using var connection = await ConnectAsync();
        var master = await connection.GetServer("127.0.0.1", port).SentinelGetMasterAddressByNameAsync(Set);
        return ((IPEndPoint)master!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        await Replica.DisposeAsync();
        await Master.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task LaunchAsync()
    {
        // A sentinel writes what it learns into its file; the folder is its owner's alone.
        var file = Path.Combine(folder, "sentinel.conf");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            bind 127.0.0.1
            port {port}
            dir {folder}
            requirepass {Master.Password}
            sentinel monitor {Set} 127.0.0.1 {Master.Port} 1
            sentinel auth-pass {Set} {Master.Password}
            sentinel down-after-milliseconds {Set} 1000
            sentinel failover-timeout {Set} 5000

            """));
        process = Process.Start(new ProcessStartInfo(Requires.Redis(), [file, "--sentinel"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Until.True(KnowsReplicaAsync, "the sentinel knows the replica", TimeSpan.FromSeconds(20));
    }

    private async Task<bool> KnowsReplicaAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            var replicas = await connection.GetServer("127.0.0.1", port).SentinelReplicasAsync(Set);
            return replicas.Length == 1 && replicas[0].Any(pair => pair is { Key: "master-link-status", Value: "ok" });
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.SentinelConnectAsync(
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={Master.Password},protocol=resp2,allowAdmin=true,connectTimeout=500"));
}
