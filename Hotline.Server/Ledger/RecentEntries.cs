using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>The last entries of one line in the order they were seen. Not locked: its owner is.</summary>
internal sealed class RecentEntries
{
    private const int Most = 8192;
    private readonly Queue<JournalEntry> entries = new();

    public void Add(JournalEntry entry)
    {
        entries.Enqueue(entry);
        if (entries.Count > Most) entries.Dequeue();
    }

    public IReadOnlyList<JournalEntry> After(long epoch, long sequence, int most) =>
        [.. entries.Where(entry => entry.Epoch == epoch && entry.Sequence > sequence).OrderBy(entry => entry.Sequence).Take(most)];
}
