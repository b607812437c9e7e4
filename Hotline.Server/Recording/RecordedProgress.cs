using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>Told by this node's recorder at once; by a look into SQL for lines that another node records.</summary>
internal sealed class RecordedProgress(RecordsStore store, ILedger ledger, RecordsHealth health, TimeProvider time) : IRecordedProgress
{
    private readonly ConcurrentDictionary<LineId, LineProgress> lines = new();

    public async Task<bool> RecordedAsync(JournalEntry entry, TimeSpan most, CancellationToken cancel)
    {
        var line = Of(entry.Line);
        var answer = line.Wait(entry);
        try
        {
            // Passed already: SQL tells whether it was this entry, or another one at its place.
            if (line.HasPassed(entry) && !health.IsAway) await ResolveAsync(line, cancel);
            // Nobody waits for a SQL that is known to be away.
            var first = await Task.WhenAny(answer, health.Away).WaitAsync(most, time, cancel);
            return first == answer && await answer;
        }
        catch (Exception failed) when (failed is TimeoutException or RecordsUnavailableException)
        {
            return false;
        }
        finally
        {
            line.GiveUp(entry, answer);
        }
    }

    public (long Entries, TimeSpan Age) Lag(LineId line) => Of(line).Lag(ledger.State(line), ledger.Now);

    /// <summary>The recorder of this node has these entries in SQL.</summary>
    public void Recorded(RecordPoint to, IReadOnlyList<JournalEntry> entries)
    {
        var line = Of(to.Line);
        foreach (var entry in entries) line.Answer(entry.Epoch, entry.Sequence, entry.Tag);
        line.MoveTo(to.Epoch, to.Sequence);
    }

    /// <summary>A commit was seen; the oldest one not recorded makes the age of the lag.</summary>
    public void Seen(LineId line, JournalEntry? entry)
    {
        if (entry is not null) Of(line).Sample(entry);
    }

    /// <summary>One look into SQL for all lines: moves what others have recorded.</summary>
    /// <param name="waitedFor">Only lines that somebody waits for.</param>
    public async Task LookAsync(bool waitedFor, CancellationToken cancel)
    {
        var wanted = lines.Where(line => !waitedFor || line.Value.IsWaitedFor).Select(line => line.Key.Value).ToArray();
        if (wanted.Length == 0) return;
        var marks = await store.ReadAsync(db => db.Watermarks.Where(row => wanted.Contains(row.Line)).ToListAsync(cancel), cancel);
        foreach (var mark in marks)
        {
            var line = Of(new LineId(mark.Line));
            line.MoveTo(mark.Epoch, mark.Sequence);
            await ResolveAsync(line, cancel);
        }
    }

    /// <summary>Asks SQL for the tags of everything waited for that the record has passed.</summary>
    private async Task ResolveAsync(LineProgress line, CancellationToken cancel)
    {
        foreach (var (epoch, sequence) in line.Passed())
        {
            var tag = await store.ReadAsync(db => db.Timeline.Where(row => row.Line == line.Line.Value && row.Epoch == epoch && row.Sequence == sequence)
                .Select(row => row.Tag).FirstOrDefaultAsync(cancel), cancel);
            line.Answer(epoch, sequence, tag);
        }
    }

    private LineProgress Of(LineId line) => lines.GetOrAdd(line, static id => new LineProgress(id));
}
