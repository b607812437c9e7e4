using System.Collections.Frozen;

namespace Hotline.Tests;

/// <summary>What the test program does beside the tests. A verb takes the arguments after its name and returns the exit code.</summary>
internal static class Verbs
{
    private static readonly FrozenDictionary<string, Func<string[], Task<int>>> Known = new Dictionary<string, Func<string[], Task<int>>>
    {
        ["abuse"] = Abuse.AbuseVerb.RunAsync,
        ["simulate"] = Simulation.SimulateVerb.RunAsync,
        [Bench.Bare.BareServer.Verb] = Bench.Bare.BareServer.RunAsync,
        ["bench"] = Bench.BenchVerb.RunAsync,
        ["chaos"] = Chaos.ChaosVerb.RunAsync,
        ["escalate"] = Escalations.Storm.StormVerb.RunAsync,
        ["partner"] = Partners.PartnerVerb.RunAsync,
    }.ToFrozenDictionary();

    public static Task<int> RunAsync(string[] args)
    {
        if (args is [var verb, ..] && Known.TryGetValue(verb, out var run))
            return run(args[1..]);
        var known = Known.Count > 0 ? "Verbs: " + string.Join(", ", Known.Keys.Order(StringComparer.Ordinal)) + "." : "The tests themselves run by dotnet test.";
        System.Console.Error.WriteLine(args is [var unknown, ..] ? $"Unknown verb '{unknown}'. {known}" : $"A verb is needed. {known}");
        return Task.FromResult(2);
    }
}
