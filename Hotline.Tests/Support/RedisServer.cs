using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace Hotline.Tests.Support;

/// <summary>A redis-server of its own: loopback, free port, random password, its own folder. Killed as a crash would, and started again on the same data.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string program;
    private readonly string folder;
    private readonly bool appendOnly;
    private readonly string[] more;
    private Process? process;

    private RedisServer(string program, bool appendOnly, string? password, string[] more)
    {
        this.program = program;
        this.appendOnly = appendOnly;
        this.more = more;
        Password = password ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        folder = Directory.CreateTempSubdirectory("hotline-redis-").FullName;
    }

    public int Port { get; } = FreePort.Next();

    public string Password { get; }

    /// <summary>For StackExchange.Redis; says its protocol, because the library's default has changed before.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{Port},password={Password},protocol=resp2,abortConnect=false,connectTimeout=2000,syncTimeout=2000");

    /// <summary>Ignores the test where there is no redis-server.</summary>
    /// <param name="appendOnly">Keeps an append-only file, written through at every command, so that a kill loses nothing acknowledged.</param>
    /// <param name="password">Shared by the servers of one set; null = a random one.</param>
    /// <param name="more">More arguments, such as <c>--cluster-enabled yes</c>.</param>
    public static async Task<RedisServer> StartAsync(bool appendOnly = false, string? password = null, params string[] more)
    {
        var server = new RedisServer(Requires.Redis(), appendOnly, password, more);
        await server.LaunchAsync();
        return server;
    }

    /// <summary>SIGKILL: no save, no goodbye.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>On the same port and folder; what is there again depends on the append-only file.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task LaunchAsync()
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in Arguments())
            start.ArgumentList.Add(argument);
        // The password goes in by standard input: arguments are readable by every user of the machine.
        start.ArgumentList.Add("-");
        start.RedirectStandardInput = true;
        process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        await process.StandardInput.WriteLineAsync($"requirepass {Password}\nmasterauth {Password}");
        process.StandardInput.Close();
        // Read away, or a full pipe stops the server.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Until.True(AnswersAsync, $"redis-server on port {Port} answers");
    }

    private IEnumerable<string> Arguments() =>
    [
        "--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", folder,
        "--save", "", "--maxmemory-policy", "noeviction",
        "--appendonly", appendOnly ? "yes" : "no", "--appendfsync", "always", .. more,
    ];

    private async Task<bool> AnswersAsync()
    {
        if (process is null or { HasExited: true })
            throw new InvalidOperationException("redis-server ended by itself.");
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},password={Password},protocol=resp2,connectTimeout=500");
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
