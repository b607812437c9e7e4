using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>The last entries of one line in the order they were seen. Not locked: its owner is.</summary>
internal sealed class RecentEntries
{
    private const int Most = 8192;
    private readonly JournalEntry?[] ring = new JournalEntry?[Most];
    private long added;

    public void Add(JournalEntry entry) => ring[added++ % Most] = entry;

    /// <summary>In sequence. Looks back from the newest: it costs what it finds, not what is kept.</summary>
    public IReadOnlyList<JournalEntry> After(long epoch, long sequence, int most)
    {
        List<JournalEntry> after = [];
        for (var place = added - 1; place >= 0 && place >= added - Most; place--)
        {
            var entry = ring[place % Most]!;
            if (entry.Epoch != epoch) continue;
            if (entry.Sequence <= sequence) break;
            after.Add(entry);
        }
        after.Reverse();
        if (after.Count > most) after.RemoveRange(most, after.Count - most);
        return after;
    }
}
