using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Recording;

/// <summary>Reads on from a recorded point and verifies that it is the same journal.</summary>
internal sealed class JournalReader(IJournal journal, IRecentEntries recent)
{
    public const int Batch = 512;

    /// <param name="point">Null when SQL knows no epoch of the line.</param>
    public async Task<JournalLook> LookAsync(LineId line, RecordPoint? point, CancellationToken cancel)
    {
        var head = await journal.HeadAsync(line, cancel);
        // From memory only while Redis goes on with the same history: what it has lost is for a restore.
        var known = point is not null && head is { Restarted: false } && head.Epoch == point.Epoch && head.Sequence > point.Sequence ? Remembered(point) : null;
        var isAtEnd = point is null || (head is not null && head.Epoch == point.Epoch && head.Sequence == point.Sequence);
        var found = isAtEnd || known is not null ? known : await ReadAsync(point!, cancel);
        // Not after the rest is recorded: under load there would always be a rest.
        if (head is { Restarted: true } && head.Epoch == point?.Epoch) return new JournalLook.Broken("restarted");
        if (found is not null) return found;
        // Nothing follows: is that the end, or is it gone?
        if (head is null) return new JournalLook.Broken("no_floor");
        if (point is null || head.Epoch > point.Epoch) return new JournalLook.SqlBehind(head.Epoch);
        if (head.Epoch < point.Epoch) return new JournalLook.Broken("unpublished_epoch");
        if (head.Sequence < point.Sequence) return new JournalLook.Broken("behind");
        if (head.Sequence == point.Sequence)
            return head.Tag == point.Tag ? new JournalLook.Nothing() : new JournalLook.Broken("broken_chain");
        // It may have been committed between the two reads.
        return await ReadAsync(point, cancel) ?? new JournalLook.Broken("missing_entry");
    }

    /// <summary>What this node committed or was told of needs neither be fetched nor read again; null when it knows of nothing that follows.</summary>
    private JournalLook.Next? Remembered(RecordPoint point) =>
        Chained(point, recent.After(point.Line, point.Epoch, point.Sequence, Batch)) is { Count: > 0 } chained ? new JournalLook.Next(chained) : null;

    /// <summary>The chained entries after the point, whatever the head says; null when there is none.</summary>
    public async Task<JournalLook?> ReadAsync(RecordPoint point, CancellationToken cancel)
    {
        var entries = await journal.ReadAsync(point.Line, point.Epoch, point.Sequence + 1, Batch, cancel);
        var chained = Chained(point, entries);
        if (chained.Count > 0) return new JournalLook.Next(chained);
        return entries.Count > 0 && entries[0] is not null ? new JournalLook.Broken("broken_chain") : null;
    }

    /// <summary>What is left to record after the point, from Redis or, where that has lost it, from this node's memory; empty at the end.</summary>
    public async Task<IReadOnlyList<JournalEntry>> LeftAsync(RecordPoint point, CancellationToken cancel) =>
        await ReadAsync(point, cancel) is JournalLook.Next next ? next.Entries : Chained(point, recent.After(point.Line, point.Epoch, point.Sequence, Batch));

    /// <summary>The last epoch this node has seen; both stores may know only earlier ones when both were put back.</summary>
    public long LastEpoch(LineId line) => recent.LastEpoch(line);

    internal static IReadOnlyList<JournalEntry> Chained(RecordPoint point, IReadOnlyList<JournalEntry?> entries)
    {
        List<JournalEntry> chained = [];
        var (sequence, tag) = (point.Sequence, point.Tag);
        foreach (var entry in entries)
        {
            if (entry is null || entry.Epoch != point.Epoch || entry.Sequence != sequence + 1 || entry.PreviousTag != tag) break;
            chained.Add(entry);
            (sequence, tag) = (entry.Sequence, entry.Tag);
        }
        return chained;
    }
}
