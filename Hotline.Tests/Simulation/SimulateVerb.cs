using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hotline.Tests.Simulation;

/// <summary>Runs seeds and prints what they came to; the first failing ones with their shrunk history. Exit code 1 on a failure, 2 on bad arguments.</summary>
internal static class SimulateVerb
{
    private const int MostShrunk = 3;

    public static Task<int> RunAsync(string[] args)
    {
        var (arguments, wrong) = SimulateArguments.Read(args);
        if (arguments is null)
        {
            System.Console.Error.WriteLine(wrong);
            return Task.FromResult(2);
        }
        return Task.FromResult(arguments.Seed is { } seed ? Replay(arguments, seed) : Sweep(arguments));
    }

    /// <summary>One seed, every line of it, then what is left of it when all that the fault does not need is left out.</summary>
    private static int Replay(SimulateArguments arguments, long seed)
    {
        var result = SimulatedRun.Of(Scenario.Of(seed, arguments.Storm), arguments.Plant, arguments.Defences, traces: true);
        foreach (var line in result.Told) System.Console.WriteLine(line);
        if (result.Fault is null) System.Console.WriteLine($"Seed {seed} passes: {result.Steps} steps, {result.Contacts} contacts.");
        else PrintShrunk(arguments, result, withHistory: true);
        return result.Fault is null ? 0 : 1;
    }

    private static int Sweep(SimulateArguments arguments)
    {
        var started = Stopwatch.GetTimestamp();
        var tally = new Tally();
        for (var seed = arguments.From; seed < arguments.From + arguments.Seeds; seed++)
        {
            var result = SimulatedRun.Of(Scenario.Of(seed, arguments.Storm), arguments.Plant, arguments.Defences);
            tally.Add(result);
            if (result.Fault is not null && tally.Failures.Count <= MostShrunk) PrintShrunk(arguments, result, withHistory: false);
        }
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var line in tally.Lines(seconds)) System.Console.WriteLine(line);
        if (arguments.Json is { } file) File.WriteAllText(file, JsonSerializer.Serialize(tally.ToJson(seconds)));
        return tally.Failures.Count > 0 ? 1 : 0;
    }

    private static void PrintShrunk(SimulateArguments arguments, RunResult failed, bool withHistory)
    {
        var shrunk = Shrinking.Of(failed, arguments.Plant, arguments.Defences);
        var scenario = shrunk.Scenario;
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Seed {scenario.Seed} fails after {failed.Fault!.AtSeconds:F3} s: {failed.Fault.Name}: {failed.Fault.What}"));
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{scenario.Happenings.Length} of its {failed.Scenario.Happenings.Length} happenings are enough ({scenario.Nodes} nodes, {scenario.Workers} workers): {shrunk.Fault!.What}"));
        if (withHistory)
            foreach (var line in SimulatedRun.Of(scenario, arguments.Plant, arguments.Defences, traces: true).Told) System.Console.WriteLine(line);
        else
            foreach (var happening in scenario.Happenings) System.Console.WriteLine(happening);
        var plant = (arguments.Plant is null ? "" : " --plant " + arguments.Plant) + string.Concat(arguments.Storm.Select(kind => " --storm " + kind));
        System.Console.WriteLine($"Again: dotnet run -c Release --project Hotline.Tests -- simulate --seed {scenario.Seed}{plant}");
    }
}
