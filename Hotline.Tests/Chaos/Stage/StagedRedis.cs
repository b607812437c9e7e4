using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Tests.Support;
using StackExchange.Redis;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>redis-server as deployed (append-only file, everysec), with the hands to hurt it.</summary>
internal sealed class StagedRedis : IAsyncDisposable
{
    private readonly string program = Requires.Redis();
    private readonly string folder;
    private readonly int port = FreePort.Next();
    private readonly string password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private Process? process;

    private StagedRedis(string folder) => this.folder = folder;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={password},protocol=resp2,abortConnect=false,connectTimeout=2000,syncTimeout=2000");

    private string AppendOnlyFolder => Path.Combine(folder, "data", "appendonlydir");

    public static async Task<StagedRedis> StartAsync(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        var redis = new StagedRedis(folder);
        await redis.LaunchAsync();
        return redis;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>On the same port and data; returns when it answers.</summary>
    public async Task LaunchAsync()
    {
        var settings = Path.Combine(folder, "redis.conf");
        // The password by file: arguments are readable by every user of the machine.
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            bind 127.0.0.1
            port {port}
            requirepass {password}
            dir {Path.Combine(folder, "data")}
            logfile {Path.Combine(folder, "redis.log")}
            save ""
            maxmemory-policy noeviction
            appendonly yes
            appendfsync everysec

            """));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        process = Process.Start(new ProcessStartInfo(program, [settings])) ?? throw new InvalidOperationException("redis-server did not start.");
        await Until.True(AnswersAsync, "redis-server answers", TimeSpan.FromSeconds(20));
    }

    public async Task HangAsync(Func<Task> meanwhile)
    {
        await StoppedProcesses.StopAsync([process!.Id]);
        try
        {
            await meanwhile();
        }
        finally
        {
            await StoppedProcesses.ContinueAsync([process.Id]);
        }
    }

    public async Task WipeAsync()
    {
        await using var connection = await ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("FLUSHALL");
    }

    /// <summary>A copy of the append-only files as they stand now.</summary>
    public string KeepCopy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "copy-" + Path.GetRandomFileName())).FullName;
        foreach (var file in Directory.EnumerateFiles(AppendOnlyFolder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>While it is down: the older files in place of the newer ones.</summary>
    public void PutBack(string copy)
    {
        Directory.Delete(AppendOnlyFolder, recursive: true);
        Directory.Move(copy, AppendOnlyFolder);
    }

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true,connectRetry=1");

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        if (process is null or { HasExited: true }) throw new InvalidOperationException($"redis-server ended by itself; see {folder}/redis.log.");
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={password},protocol=resp2,connectTimeout=500,connectRetry=1"));
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
