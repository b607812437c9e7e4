using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>From the start of the server's process, in Production, until it answers that it is ready: on a Redis and a PostgreSQL of its own, tables in place, a small floor.</summary>
internal sealed class Start : BenchGroup
{
    private const string Only = "start";
    private const int Contacts = 50;
    private const int Runs = 5;
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override string Name => "start";
    public override IReadOnlyList<string> Cases => [Only];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var (redis, records) = (await ground.AnotherRedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync());
        List<(double Seconds, double Cpu)> runs = [];
        var sealing = ("Sealing__Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await using var first = await ground.ServerAsync(redis, records, sealing);
        var door = new ContactDoor(first);
        for (var opened = 0; opened < Contacts; opened++) await door.OpenAsync(cancel);
        await first.StopAsync();
        for (var run = 1; run <= Runs; run++)
        {
            runs.Add(await StartAsync(ServerSite.ProgramIn(await ground.SiteAsync()), first, [.. BenchGround.Settings(redis, records), sealing], cancel));
            await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{Only} {run}/{Runs}: {runs[^1].Seconds:0.000} s, {runs[^1].Cpu:0.00} s of CPU, load {BenchGround.Load():0.0}"));
        }
        var started = new BenchCase(Only, "s")
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{Contacts} contacts wait; the node before it was stopped, not killed. Asked for its readiness every 2 ms. CPU of the process until then: {BenchCase.Median([.. runs.Select(run => run.Cpu)]):0.00} s."),
        }.Aiming("<= 2 s", one => one.Ours <= Aim.TotalSeconds);
        started.Runs.Ours.AddRange(runs.Select(run => run.Seconds));
        return [started];
    }

    /// <summary>On the address and the data folder of the first one.</summary>
    private static async Task<(double Seconds, double Cpu)> StartAsync(string program, RunningServer first, (string Name, string Value)[] settings, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("ASPNETCORE_ENVIRONMENT", "Production"), ("Urls", first.Url.ToString()), ("Records__DataFolder", first.DataFolder), .. settings]) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await IsReadyAsync(first.Client, cancel))
        {
            if (process.HasExited || clock.Elapsed > Patience) throw new BenchStoppedException("The server did not become ready.");
            await Task.Delay(Step, cancel);
        }
        process.Refresh();
        var took = (clock.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds);
        ProcessSignal.Send(process, "TERM");
        await process.WaitForExitAsync(cancel);
        return took;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready", cancel);
            return answer.IsSuccessStatusCode;
        }
        // A connection that is reset the moment it is made comes as the bare SocketException.
        catch (Exception notYet) when (notYet is HttpRequestException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
