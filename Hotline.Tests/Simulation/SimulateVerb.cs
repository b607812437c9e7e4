namespace Hotline.Tests.Simulation;

internal static class SimulateVerb
{
    public static Task<int> RunAsync(string[] args)
    {
        var from = long.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
        var to = long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);
        var plant = args.Length > 2 && args[2] != "-" ? args[2] : null;
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Dictionary<string,int> all = [];
        var failures = 0; var steps = 0L;
        for (var seed = from; seed <= to; seed++)
        {
            var r = SimulatedRun.Of(Scenario.Of(seed), plant, null, args.Length > 3);
            steps += r.Steps;
            foreach (var (k, v) in r.Counts) all[k] = all.GetValueOrDefault(k) + v;
            foreach (var t in r.Told) System.Console.WriteLine(t);
            if (r.Fault is { } f) { failures++; System.Console.WriteLine($"{seed}: {f}"); all["FAILED " + f.Name] = all.GetValueOrDefault("FAILED " + f.Name) + 1; }
        }
        foreach (var (k, v) in all.OrderBy(x => x.Key)) System.Console.WriteLine($"{v,8} {k}");
        System.Console.WriteLine($"{failures} failures, {steps} steps, {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        return Task.FromResult(failures > 0 ? 1 : 0);
    }
}
