using Hotline.Contracts;

namespace Hotline.Console.Board;

/// <summary>One line of the shown log: an entry, or as many of a kind as came in one go.</summary>
/// <param name="Entries">Newest first, at least one.</param>
public sealed record ShiftLogLine(IReadOnlyList<ShiftLogEntry> Entries)
{
    public ShiftLogEntry First => Entries[0];
}

/// <summary>Folds what says the same again and again within a minute: thirty last calls are one line to whoever takes over. The file keeps each.</summary>
public static class ShiftLogFold
{
    private const int MostApart = 3;
    private static readonly TimeSpan OneGo = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<ShiftLogLine> Of(IEnumerable<ShiftLogEntry> entries)
    {
        List<List<ShiftLogEntry>> runs = [];
        foreach (var entry in entries)
        {
            if (runs.Count > 0 && runs[^1] is var run && IsSame(run[0], entry) && run[0].At - entry.At <= OneGo)
                run.Add(entry);
            else
                runs.Add([entry]);
        }
        return [.. runs.SelectMany(run => run.Count > MostApart ? [new ShiftLogLine(run)] : run.Select(entry => new ShiftLogLine([entry])))];
    }

    // What a person did or wrote is never folded.
    private static bool IsSame(ShiftLogEntry one, ShiftLogEntry other) =>
        one.Kind == other.Kind && one.Detail == other.Detail && one.WorkerName == other.WorkerName && one is { ByName: null, Text: null } && other is { ByName: null, Text: null };
}
