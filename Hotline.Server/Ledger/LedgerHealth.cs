using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Whether Redis answers, per line, as the feed sees it.</summary>
public sealed class LedgerHealth(TimeProvider time)
{
    /// <summary>The feed looks four times a second: silence this long is no answer, whether or not a time-out has told so yet.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(1.2);
    private readonly ConcurrentDictionary<LineId, (long At, bool Failed)> looks = new();

    /// <summary>True when the last look at the line's journal failed, or has not come back.</summary>
    public bool IsFailing(LineId line) => looks.TryGetValue(line, out var look) && (look.Failed || time.GetElapsedTime(look.At) > Silent);

    internal void Answered(LineId line) => looks[line] = (time.GetTimestamp(), false);

    internal void Failed(LineId line) => looks[line] = (time.GetTimestamp(), true);
}
