using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>This node's copy of one line's floor. Entries are applied in sequence; what comes early waits for its predecessor.</summary>
internal sealed class LineReplica(LineId line, LedgerClock clock, Func<FloorRules> currentRules)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, JournalEntry> early = [];
    private readonly RecentEntries recent = new();
    private readonly RecentSealed carried = new();
    private readonly ConcurrentDictionary<string, bool> committing = new(StringComparer.Ordinal);
    private FloorRules rules = currentRules();
    private volatile FloorState state = FloorState.Empty;

    public LineId Line => line;
    public FloorState State => state;

    /// <summary>Rules the indexes were built with.</summary>
    public FloorRules Rules => rules;

    /// <summary>Rules that decide: as the line is set and switched now, but for what the indexes rest on.</summary>
    public FloorRules RulesNow => currentRules() with { CreditPerPoint = rules.CreditPerPoint, UnshownAfter = rules.UnshownAfter };

    /// <summary>An entry came that does not follow from what this copy holds: the store forgot something and went on without it.</summary>
    public bool IsForked { get; private set; }

    /// <summary>The last epoch this node has seen of the line; a floor of an earlier one is what a roll-back brought back.</summary>
    public long LastEpoch { get; private set; }

    /// <summary>How often the copy was cleared: what was read before that is not put over it.</summary>
    public int Cleared { get; private set; }

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
                if (next.PreviousTag != state.Tag)
                {
                    IsForked = true;
                    break;
                }
                state = state.Apply(next, rules);
                recent.Add(next);
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

    /// <summary>A commit of this node is under way: its answer brings the entry, and the hint of it need not be read.</summary>
    public void Expect(string tag) => committing[tag] = true;

    /// <summary>It was answered, or will not be: then the next look finds it.</summary>
    public void Settle(string tag) => committing.TryRemove(tag, out _);

    /// <summary>Whether the entry at this place stands in the copy, or comes with a commit of this node.</summary>
    public bool Knows((long Epoch, long Sequence, string Tag) place) =>
        committing.ContainsKey(place.Tag) || (state is var now && place.Epoch == now.Epoch && place.Sequence <= now.Sequence);

    /// <summary>What was applied here after a sequence; kept when the copy is cleared.</summary>
    public IReadOnlyList<JournalEntry> After(long epoch, long sequence, int most)
    {
        lock (gate) return recent.After(epoch, sequence, most);
    }

    /// <summary>This node's commit carried this.</summary>
    public void Carried(JournalEntry entry, string sealedText)
    {
        lock (gate) carried.Add(entry.Epoch, entry.Sequence, sealedText);
    }

    public string? SealedOf(long epoch, long sequence)
    {
        lock (gate) return carried.Of(epoch, sequence);
    }

    /// <param name="cleared">As <see cref="Cleared"/> was when reading began; null = it was not read but built.</param>
    public void Replace(FloorState snapshot, int? cleared = null)
    {
        lock (gate)
        {
            if (cleared is { } asThen && asThen != Cleared) return;
            // A slower reader must not put an older floor over a newer one.
            if (snapshot.Epoch < LastEpoch || (snapshot.Epoch == state.Epoch && snapshot.Sequence < state.Sequence)) return;
            state = snapshot;
            LastEpoch = snapshot.Epoch;
            IsForked = false;
            early.Clear();
        }
        clock.Saw(snapshot.At);
        Moved?.Invoke(line, null);
    }

    /// <summary>A new epoch that this node has built itself.</summary>
    public void Begin(FloorState built)
    {
        if (state.Epoch != 0 && state.Epoch < built.Epoch) Clear();
        Replace(built);
    }

    /// <summary>Forgets the copy: the floor it showed is gone.</summary>
    public void Clear()
    {
        lock (gate)
        {
            state = FloorState.Empty;
            Cleared++;
            IsForked = false;
            early.Clear();
            rules = currentRules();
        }
        Moved?.Invoke(line, null);
    }
}
