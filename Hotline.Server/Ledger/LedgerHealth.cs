using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Whether Redis answers, per line, as the feed sees it.</summary>
public sealed class LedgerHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<LineId, long> lastAnswer = new();
    private readonly ConcurrentDictionary<LineId, bool> failing = new();

    /// <summary>True when the last look at the line's journal failed.</summary>
    public bool IsFailing(LineId line) => failing.GetValueOrDefault(line);

    /// <summary>How long ago the feed last read the line; null before the first time.</summary>
    public TimeSpan? SinceAnswer(LineId line) => lastAnswer.TryGetValue(line, out var at) ? time.GetElapsedTime(at) : null;

    /// <summary>Raised when a line's floor was found behind what this node had seen of it.</summary>
    public event Action<LineId>? Behind;

    internal void Answered(LineId line)
    {
        lastAnswer[line] = time.GetTimestamp();
        failing[line] = false;
    }

    internal void Failed(LineId line) => failing[line] = true;

    internal void RolledBack(LineId line) => Behind?.Invoke(line);
}
