using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Hotline.Tests.Support;

/// <summary>A PostgreSQL cluster of its own: loopback, free port, random password, its own folder. Runs as user postgres when the tests run as root.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresServer? shared;
    private readonly string programs;
    private readonly string folder;
    private readonly int port = FreePort.Next();
    private readonly string password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly bool isSynced;
    private int databases;
    private bool isFrozen;

    private PostgresServer(string programs, bool isSynced)
    {
        (this.programs, this.isSynced) = (programs, isSynced);
        folder = Path.Combine(Path.GetTempPath(), "hotline-postgres-" + Path.GetRandomFileName());
    }

    /// <summary>One for all fixtures, stopped after the last test. Ignores the test where there is no PostgreSQL.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            return shared ??= await StartAsync();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <param name="isSynced">Commits wait for the disk, as a real one's do; tests that kill processes, not machines, need not wait.</param>
    public static async Task<PostgresServer> StartAsync(bool isSynced = false)
    {
        var server = new PostgresServer(Requires.Postgres(), isSynced);
        // By standard input, which every user may not read as arguments; postgres cannot open root's pipe by name.
        await RunAsync(
            $"umask 077 && cat > {server.folder}.pw && {server.programs}/initdb -D {server.folder} -U hotline -A scram-sha-256 --pwfile={server.folder}.pw -E UTF8 --locale=C; done=$?; rm {server.folder}.pw; exit $done",
            server.password + "\n");
        await server.LaunchAsync();
        return server;
    }

    internal static async Task StopSharedAsync()
    {
        if (shared is not null) await shared.DisposeAsync();
        shared = null;
    }

    /// <summary>Connection string of a database nobody else has.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"hotline{Interlocked.Increment(ref databases)}");
        await using var connection = new NpgsqlConnection(Address("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Address(name);
    }

    /// <summary>As a crash: no checkpoint, every connection cut. Nothing where it is down already.</summary>
    public Task KillAsync() => RunAsync($"test ! -f {folder}/postmaster.pid || {programs}/pg_ctl -D {folder} -m immediate -w stop");

    /// <summary>On the same port and folder; recovers what was committed.</summary>
    public Task LaunchAsync() =>
        // The server must not inherit our pipes, or waiting for pg_ctl would be waiting for the server.
        RunAsync($"{programs}/pg_ctl -D {folder} -l {folder}/log -w -o '-h 127.0.0.1 -p {port} -k {folder} -c fsync={(isSynced ? "on" : "off")} -c max_connections=200' start > {folder}/start.log 2>&1");

    /// <summary>SIGSTOP to all of it: connections stay, nothing answers.</summary>
    public Task FreezeAsync()
    {
        isFrozen = true;
        return SignalAsync("STOP");
    }

    public Task ThawAsync()
    {
        isFrozen = false;
        return SignalAsync("CONT");
    }

    private Task SignalAsync(string signal) => RunAsync($"first=$(head -1 {folder}/postmaster.pid); kill -{signal} $first $(pgrep -P $first)");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (isFrozen) await ThawAsync();
        await KillAsync();
        await RunAsync($"rm -rf {folder}");
    }

    private string Address(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={database};Username=hotline;Password={password};Maximum Pool Size=30");

    /// <summary>A shell command as the user that PostgreSQL runs as; throws with what it said.</summary>
    internal static async Task RunAsync(string command, string? input = null)
    {
        // PostgreSQL refuses to run as root.
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("su", ["postgres", "-s", "/bin/sh", "-c", command])
            : new ProcessStartInfo("/bin/sh", ["-c", command]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, true, Path.GetTempPath());
        using var process = Process.Start(start)!;
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command}: {string.Join('\n', said)}");
    }
}
