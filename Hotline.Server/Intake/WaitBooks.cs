using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;

namespace Hotline.Server.Intake;

/// <summary>This node's wait book of each line, kept beside its copy of the floor.</summary>
public sealed class WaitBooks
{
    private readonly ILedger ledger;
    private readonly ILineDirectory lines;
    private readonly ConcurrentDictionary<LineId, Kept> books = new();

    public WaitBooks(ILedger ledger, ILineDirectory lines)
    {
        (this.ledger, this.lines) = (ledger, lines);
        ledger.Moved += OnMoved;
    }

    /// <summary>What to tell somebody who comes now; null where nothing honest can be said.</summary>
    public ExpectedWait? Expect(Line line, Contact newcomer) => Of(line).Expect(newcomer, ledger.State(line.Id), line.Rules, ledger.Now);

    /// <summary>What the next one of a band would be told.</summary>
    public ExpectedWait? Expect(Line line, Band band) => Of(line).Expect(band, ledger.State(line.Id), line.Rules, ledger.Now);

    private WaitBook Of(Line line)
    {
        var kept = books.GetOrAdd(line.Id, _ => new Kept());
        lock (kept.Gate) return kept.Book ??= WaitBook.Empty.Rebuild(ledger.State(line.Id), line.Rules);
    }

    private void OnMoved(LineId id, JournalEntry? entry)
    {
        // Nobody has asked yet: the first one who does reads the whole floor.
        if (!books.TryGetValue(id, out var kept) || lines.Find(id) is not { } line) return;
        lock (kept.Gate)
        {
            if (kept.Book is not { } book) return;
            // Entries may come here in another order than they were written in; the copy of the floor never goes back.
            var floor = ledger.State(id);
            if (entry is null) book = book.Rebuild(floor, line.Rules);
            foreach (var write in entry?.Writes ?? [])
                if (write.Field.StartsWith("c:", StringComparison.Ordinal) && new ContactId(write.Field[2..]) is var contact) book = book.See(contact, floor.Contact(contact), line.Rules);
            kept.Book = book;
        }
    }

    private sealed class Kept
    {
        public readonly Lock Gate = new();
        public WaitBook? Book;
    }
}
