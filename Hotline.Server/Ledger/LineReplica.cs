using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>This node's copy of one line's floor. Entries are applied in sequence; what comes early waits for its predecessor.</summary>
internal sealed class LineReplica(LineId line, LedgerClock clock, Func<FloorRules> currentRules)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, JournalEntry> early = [];
    private FloorRules rules = currentRules();
    private volatile FloorState state = FloorState.Empty;

    public LineId Line => line;
    public FloorState State => state;

    /// <summary>Rules the indexes were built with.</summary>
    public FloorRules Rules => rules;

    public event Action<LineId, JournalEntry?>? Moved;

    /// <summary>True when the entry, or one after it, stands in the copy; false when something before it is missing.</summary>
    public bool Offer(JournalEntry entry)
    {
        List<JournalEntry> applied = [];
        bool reached;
        lock (gate)
        {
            if (entry.Epoch != state.Epoch) return false;
            if (entry.Sequence > state.Sequence) early[entry.Sequence] = entry;
            while (early.Count > 0 && early.First() is var (sequence, next) && sequence <= state.Sequence + 1)
            {
                early.Remove(sequence);
                if (sequence != state.Sequence + 1) continue;
                state = state.Apply(next, rules);
                applied.Add(next);
            }
            reached = entry.Sequence <= state.Sequence;
            if (early.Count > 4096) early.Clear();
        }
        foreach (var one in applied)
        {
            clock.Saw(one.At);
            Moved?.Invoke(line, one);
        }
        return reached;
    }

    public void Replace(FloorState snapshot)
    {
        lock (gate)
        {
            // A slower reader must not put an older floor over a newer one.
            if (snapshot.Epoch < state.Epoch || (snapshot.Epoch == state.Epoch && snapshot.Sequence < state.Sequence)) return;
            state = snapshot;
            early.Clear();
        }
        clock.Saw(snapshot.At);
        Moved?.Invoke(line, null);
    }

    /// <summary>Forgets the copy: the floor it showed is gone.</summary>
    public void Clear()
    {
        lock (gate)
        {
            state = FloorState.Empty;
            early.Clear();
            rules = currentRules();
        }
        Moved?.Invoke(line, null);
    }
}
