using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Hotline.Tests.Bench.Micro;

/// <summary>Small cases by BenchmarkDotNet, in this process, with what each operation allocates.</summary>
internal static class MicroCases
{
    private const string All = "micro";
    private static readonly Dictionary<string, Type> Cases = new(StringComparer.Ordinal)
    {
        ["planner"] = typeof(PlannerCases),
        ["triage"] = typeof(TriageCases),
        ["decision"] = typeof(DecisionCases),
        ["rank"] = typeof(RankCases),
        ["marshal"] = typeof(MarshalCases),
    };

    public static IReadOnlyCollection<string> Names { get; } = [All, .. Cases.Keys];

    public static async Task<int> RunAsync(string only, string? json)
    {
        var artifacts = Directory.CreateTempSubdirectory("bench");
        var config = new ManualConfig { ArtifactsPath = artifacts.FullName }
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(ConsoleLogger.Default).AddExporter(JsonExporter.FullCompressed);
        foreach (var (name, type) in Cases)
            if (only == All || only == name) BenchmarkRunner.Run(type, config);
        if (json is not null)
            await File.WriteAllTextAsync(json, "[" + string.Join(",", Directory.GetFiles(artifacts.FullName, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)) + "]");
        artifacts.Delete(recursive: true);
        return 0;
    }
}
