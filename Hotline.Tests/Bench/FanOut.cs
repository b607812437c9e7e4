using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench;

/// <summary>1,000 consoles of supervisors watch the board of a line on which some hundreds wait, while ten contacts a second come and go: what each update costs on the wire and in the server, and how old it is when it is there.</summary>
internal sealed class FanOut : BenchGroup
{
    private const int Consoles = 1_000;
    private const int Waiting = 300;
    private const int Crew = 20;
    private const double Rate = 10;
    private const int Runs = 5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public override string Name => "fan-out";
    public override IReadOnlyList<string> Cases => ["fan-out-bytes", "fan-out-cpu", "fan-out-delay"];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var floor = await SeededFloor.PutAsync(await ground.PostgresAsync(), Waiting, SeededFloor.UnspokenLanguage, _ => Band.Low);
        await using var staffed = await StaffedServer.StaffAsync(await ground.ServerAsync(await ground.AnotherRedisAsync(), floor.Records, floor.Setting), Crew, shows: true, cancel);
        var server = staffed.Server;
        var consoles = new ConcurrentBag<RawConsole>();
        var setting = new Setting(staffed, consoles);
        List<Figures> runs = [];
        try
        {
            await ground.SayAsync($"fan-out: {Consoles} consoles join …");
            var cookie = await server.SignInAsync("drill-supervisor");
            await Parallel.ForEachAsync(Enumerable.Range(0, Consoles), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel },
                async (_, stop) => consoles.Add(await RawConsole.JoinAsync(server.Url, BenchCrew.Line, cookie, stop)));
            await MeasureAsync(setting, cancel);
            for (var run = 1; run <= Runs; run++)
            {
                runs.Add(await MeasureAsync(setting, cancel));
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture,
                    $"fan-out {run}/{Runs}: {runs[^1].BytesEach:0} bytes, {runs[^1].CpuEach:0.000} ms CPU, {runs[^1].DelayMs:0} ms old, {runs[^1].PerSecond:0.0} updates a second at each console, load {BenchGround.Load():0.0}"));
            }
            if (consoles.Any(console => !console.IsOpen)) throw new BenchStoppedException("The server closed consoles that watch.");
        }
        finally
        {
            foreach (var console in consoles) await console.DisposeAsync();
        }
        BenchCase[] cases =
        [
            Case("fan-out-bytes", "bytes", runs.Select(run => run.BytesEach), string.Create(CultureInfo.InvariantCulture, $"Payload of the WebSocket, each update at each console; up to 4 updates a second are due, {Median(run => run.PerSecond):0.0} came.")),
            Case("fan-out-cpu", "ms", runs.Select(run => run.CpuEach), string.Create(CultureInfo.InvariantCulture, $"All the server's CPU in the span, by updates received: {Median(run => run.CoresWith):0.00} cores; {Median(run => run.CoresWithout):0.00} of the same load and consoles that watch no board. The second is not subtracted: a server that is full sends fewer desks too.")),
            Case("fan-out-delay", "ms", runs.Select(run => run.DelayMs), "p99 from the making of a board until a console has it whole; bench and server share the machine."),
        ];
        return [.. cases.Where(one => wanted.Contains(one.Name))];

        double? Median(Func<Figures, double> of) => BenchCase.Median([.. runs.Select(of)]);
    }

    private static BenchCase Case(string name, string unit, IEnumerable<double> figures, string note)
    {
        var one = new BenchCase(name, unit) { Note = note };
        one.Runs.Ours.AddRange(figures);
        return one;
    }

    /// <summary>The same load, first without the boards, then with them.</summary>
    private static async Task<Figures> MeasureAsync(Setting setting, CancellationToken cancel)
    {
        await Task.Delay(Settling, cancel);
        var (without, passing) = await SpendAsync(setting, cancel);
        await passing;
        var delays = new ConcurrentBag<double>();
        foreach (var console in setting.Consoles)
        {
            console.BoardMade = at => delays.Add((TimeProvider.System.GetUtcNow() - at).TotalMilliseconds);
            await console.WatchBoardAsync(true);
        }
        // The first boards of all are not of the load.
        await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        delays.Clear();
        (var with, passing) = await SpendAsync(setting, cancel);
        var ages = delays.Order().ToArray();
        foreach (var console in setting.Consoles) await console.WatchBoardAsync(false);
        // Only now: a server that boards keep busy has contacts left to pass.
        await passing;
        if (with.Boards == 0 || ages.Length == 0) throw new BenchStoppedException("No board came.");
        return new Figures((double)with.Bytes / with.Boards, with.Cpu.TotalMilliseconds / with.Boards, OpenLoop.Percentile(ages, 0.99), with.Boards / with.Seconds / Consoles, without.Cpu.TotalSeconds / without.Seconds, with.Cpu.TotalSeconds / with.Seconds);
    }

    /// <returns>What one span took, and the contacts that are under way still.</returns>
    private static async Task<(Spent Spent, Task Passing)> SpendAsync(Setting setting, CancellationToken cancel)
    {
        using var process = Process.GetProcessById(setting.Staffed.Server.ProcessId);
        var (clock, before) = (Stopwatch.StartNew(), Look(process, setting));
        var passing = OpenLoop.RunAsync(Rate, Span, async () =>
        {
            await setting.Staffed.PassAsync(cancel);
            return 0;
        }, cancel);
        await Task.Delay(Span, cancel);
        var after = Look(process, setting);
        var spent = new Spent(clock.Elapsed.TotalSeconds, after.Cpu - before.Cpu, after.Boards - before.Boards, after.Bytes - before.Bytes);
        return (spent, passing);
    }

    private static (TimeSpan Cpu, long Boards, long Bytes) Look(Process process, Setting setting)
    {
        process.Refresh();
        return (process.TotalProcessorTime, setting.Consoles.Sum(one => one.Boards), setting.Consoles.Sum(one => one.BoardBytes));
    }

    /// <summary>What the server spent, and what came of it, in one span.</summary>
    private sealed record Spent(double Seconds, TimeSpan Cpu, long Boards, long Bytes);

    private sealed record Figures(double BytesEach, double CpuEach, double DelayMs, double PerSecond, double CoresWithout, double CoresWith);

    private sealed record Setting(StaffedServer Staffed, IReadOnlyCollection<RawConsole> Consoles);
}
