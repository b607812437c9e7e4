using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Tests.Support;
using Npgsql;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>PostgreSQL with its real durability, on a small disk of its own where one may be mounted (root, tmpfs).</summary>
internal sealed class StagedPostgres : IAsyncDisposable
{
    private const string DiskSize = "768m";
    private readonly string programs = Requires.Postgres();
    private readonly string folder;
    private readonly int port = FreePort.Next();
    private readonly string password = RandomNumberGenerator.GetHexString(32, lowercase: true);

    private StagedPostgres(string folder) => this.folder = folder;

    /// <summary>True when the data lies on a small disk of its own, which can be filled.</summary>
    public bool HasOwnDisk { get; private set; }

    private string Data => Path.Combine(folder, "data");
    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Connection string.</summary>
    public string Database(string name) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={name};Username=hotline;Password={password};Maximum Pool Size=40");

    public static async Task<StagedPostgres> StartAsync(string folder)
    {
        var server = new StagedPostgres(Path.Combine(folder, "postgres"));
        Directory.CreateDirectory(server.folder);
        await server.MountAsync();
        await PostgresServer.RunAsync(
            $"umask 077 && cat > {server.folder}/pw && {server.programs}/initdb -D {server.Data} -U hotline -A scram-sha-256 --pwfile={server.folder}/pw -E UTF8 --locale=C; done=$?; rm {server.folder}/pw; exit $done",
            server.password + "\n");
        await server.LaunchAsync();
        await using var connection = new NpgsqlConnection(server.Database("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE DATABASE hotline", connection);
        await command.ExecuteNonQueryAsync();
        return server;
    }

    /// <summary>As a crash: no checkpoint, every connection cut.</summary>
    public Task CrashAsync() => PostgresServer.RunAsync($"{programs}/pg_ctl -D {Data} -m immediate -w stop");

    public Task LaunchAsync() =>
        // fsync and synchronous_commit stay on, as they come.
        PostgresServer.RunAsync($"{programs}/pg_ctl -D {Data} -l {folder}/log -w -t 60 -o '-h 127.0.0.1 -p {port} -k {folder} -c max_connections=200 -c max_wal_size=64MB -c min_wal_size=32MB' start > {folder}/start.log 2>&1");

    /// <summary>Starts it when it has ended by itself.</summary>
    public async Task<bool> LaunchIfDownAsync()
    {
        if (ProcessId() is { } id && Directory.Exists($"/proc/{id}")) return false;
        await LaunchAsync();
        return true;
    }

    public async Task HangAsync(Func<Task> meanwhile)
    {
        var postmaster = ProcessId() ?? throw new InvalidOperationException("PostgreSQL is not running.");
        // The parent first: it would fork others.
        await StoppedProcesses.StopAsync([postmaster]);
        await StoppedProcesses.StopAsync(StoppedProcesses.Family(postmaster));
        try
        {
            await meanwhile();
        }
        finally
        {
            await StoppedProcesses.ContinueAsync(StoppedProcesses.Family(postmaster));
        }
    }

    /// <summary>Fills the disk to its last byte; returns how much it took, bytes.</summary>
    public async Task<long> FillDiskAsync()
    {
        await PostgresServer.RunAsync($"dd if=/dev/zero of={Ballast} bs=64k 2> /dev/null; dd if=/dev/zero of={Ballast}2 bs=512 2> /dev/null; true");
        return new FileInfo(Ballast).Length;
    }

    public Task FreeDiskAsync() => PostgresServer.RunAsync($"rm -f {Ballast} {Ballast}2");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (ProcessId() is not null) await PostgresServer.RunAsync($"{programs}/pg_ctl -D {Data} -m immediate -w stop || true");
        if (File.Exists(Path.Combine(folder, "log"))) File.Copy(Path.Combine(folder, "log"), folder + ".log", overwrite: true);
        // Lazily: a backend that is just ending may still have a file open.
        if (HasOwnDisk) await ShellAsync($"umount -l {folder}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private async Task MountAsync()
    {
        if (Environment.UserName != "root") return;
        HasOwnDisk = await ShellAsync($"mount -t tmpfs -o size={DiskSize},mode=0700 tmpfs {folder}") == 0;
        await ShellAsync($"chown postgres {folder}");
    }

    private int? ProcessId()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static async Task<int> ShellAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
