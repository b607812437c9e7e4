using System.Globalization;

namespace Hotline.Tests.Simulation;

/// <summary>What many runs came to.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private long seeds;
    private long steps;
    private long contacts;

    public List<(long Seed, Fault Fault)> Failures { get; } = [];

    public long CountOf(string what) => counts.GetValueOrDefault(what);

    public void Add(RunResult result)
    {
        seeds++;
        steps += result.Steps;
        contacts += result.Contacts;
        foreach (var (what, count) in result.Counts) counts[what] = counts.GetValueOrDefault(what) + count;
        if (result.Fault is { } fault) Failures.Add((result.Scenario.Seed, fault));
    }

    public IEnumerable<string> Lines(double seconds)
    {
        foreach (var (what, count) in counts) yield return Line(what, count);
        yield return Line("seeds", seeds);
        yield return Line("steps", steps);
        yield return Line("contacts", contacts);
        yield return Line("faults", counts.Where(one => one.Key.StartsWith("fault ", StringComparison.Ordinal)).Sum(one => one.Value));
        foreach (var failed in Failures.GroupBy(failure => failure.Fault.Name)) yield return Line("FAILED " + failed.Key, failed.Count());
        yield return Line("failures", Failures.Count);
        yield return string.Create(CultureInfo.InvariantCulture, $"{seconds,10:F1}  seconds");
    }

    public object ToJson(double seconds) => new
    {
        seeds,
        steps,
        contacts,
        failures = Failures.Count,
        failed = Failures.Select(failure => new { seed = failure.Seed, fault = failure.Fault.Name, what = failure.Fault.What }),
        seconds = Math.Round(seconds, 1),
        counts,
    };

    private static string Line(string what, long count) => string.Create(CultureInfo.InvariantCulture, $"{count,10}  {what}");
}
