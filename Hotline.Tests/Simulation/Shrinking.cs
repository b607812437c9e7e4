using System.Collections.Immutable;

namespace Hotline.Tests.Simulation;

/// <summary>Leaves out happenings for as long as the same fault shows (delta debugging).</summary>
internal static class Shrinking
{
    private const int MostRuns = 400;

    /// <returns>A scenario with no happening that the fault can do without, as far as the runs allowed reach.</returns>
    public static RunResult Of(RunResult failed, string? plant, Defences defences)
    {
        var (best, runs) = (failed, 0);
        for (var size = Math.Max(1, best.Scenario.Happenings.Length / 2); runs < MostRuns;)
        {
            var smaller = false;
            for (var from = 0; from < best.Scenario.Happenings.Length && runs < MostRuns; from += size)
            {
                var left = best.Scenario.Happenings.RemoveRange(from, Math.Min(size, best.Scenario.Happenings.Length - from));
                if (Try(best, left, plant, defences) is { } again)
                {
                    (best, smaller) = (again, true);
                    from -= size;
                }
                runs++;
            }
            if (!smaller && size == 1) break;
            if (!smaller) size = Math.Max(1, size / 2);
        }
        return best;
    }

    private static RunResult? Try(RunResult best, ImmutableArray<Happening> left, string? plant, Defences defences)
    {
        var again = SimulatedRun.Of(best.Scenario with { Happenings = left }, plant, defences);
        return again.Fault?.Name == best.Fault!.Name ? again : null;
    }
}
