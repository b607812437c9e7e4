using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Hotline.Tests.Bench;

/// <summary><c>bench</c>: micro-cases by BenchmarkDotNet, in this process; <c>--only board</c>: a full board in a real browser.</summary>
internal static class BenchVerb
{
    private const string Board = "board";
    private static readonly Dictionary<string, Type> Cases = new(StringComparer.Ordinal) { ["triage"] = typeof(TriageCases), ["planner"] = typeof(PlannerCases) };

    public static async Task<int> RunAsync(string[] args)
    {
        string? only = null, json = null, site = null;
        for (var at = 0; at < args.Length; at += 2)
        {
            if (at + 1 == args.Length || args[at] is not ("--only" or "--json" or "--site")) return await StoppedAsync($"{args[at]}: known are --only NAME, --json FILE and, for the board, --site FOLDER (a server that is published already).");
            if (args[at] == "--only") only = args[at + 1];
            else if (args[at] == "--json") json = args[at + 1];
            else site = args[at + 1];
        }
        // It takes minutes, a browser and a published server: only when asked for.
        if (only == Board) return await BoardBench.RunAsync(site, json);
        if (only is not null && !Cases.ContainsKey(only)) return await StoppedAsync($"--only: there is no {only}. There are {string.Join(", ", Cases.Keys.Append(Board))}.");
        var artifacts = Directory.CreateTempSubdirectory("bench");
        var config = new ManualConfig { ArtifactsPath = artifacts.FullName }
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(ConsoleLogger.Default).AddExporter(JsonExporter.FullCompressed);
        foreach (var (name, type) in Cases)
            if (only is null || only == name) BenchmarkRunner.Run(type, config);
        if (json is not null)
            await File.WriteAllTextAsync(json, "[" + string.Join(",", Directory.GetFiles(artifacts.FullName, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)) + "]");
        artifacts.Delete(recursive: true);
        return 0;
    }

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("bench: " + why);
        return 2;
    }
}
