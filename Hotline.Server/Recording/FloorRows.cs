using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>New values of contacts and workers into their rows; the last of a batch wins.</summary>
internal static class FloorRows
{
    /// <summary>Who held it last stays named when nobody holds it.</summary>
    private static readonly Merging Holding = new([nameof(ContactRow.Holder)], []);

    /// <summary>Over, and what these writes do not tell is whether the conversation had ended before: then that stands.</summary>
    private static readonly Merging HoldingEnded = new([nameof(ContactRow.Holder)], [nameof(ContactRow.EndedAt)]);

    public static async Task PutAsync(RecordsDb db, LineId line, IEnumerable<(long Epoch, long Sequence, EntityWrite Write)> writes, CancellationToken cancel)
    {
        var all = writes.ToArray();
        await PutContactsAsync(db, line, [.. all.Where(write => write.Write.Field.StartsWith("c:", StringComparison.Ordinal))], cancel);
        await EscalationRows.PutAsync(db, line, [.. all.Where(write => write.Write.Field.StartsWith("e:", StringComparison.Ordinal))], cancel);
        await PutWorkersAsync(db, line, [.. all.Where(write => write.Write.Field.StartsWith("w:", StringComparison.Ordinal))], cancel);
    }

    private static async Task PutContactsAsync(RecordsDb db, LineId line, (long Epoch, long Sequence, EntityWrite Write)[] writes, CancellationToken cancel)
    {
        Dictionary<string, (ContactRow Row, Contact Value, bool IsEndKnown)> given = [];
        HashSet<string> forgotten = [];
        foreach (var (epoch, sequence, write) in writes)
        {
            var id = write.Field[2..];
            var isGiven = given.TryGetValue(id, out var earlier);
            if (write.Contact is not { } contact)
            {
                if (isGiven) earlier.Row.OnFloor = false;
                else forgotten.Add(id);
                continue;
            }
            var row = isGiven ? earlier.Row : New(line, contact);
            (row.Epoch, row.Sequence) = (epoch, sequence);
            given[id] = (row, contact, Follow(row, contact, earlier.IsEndKnown));
        }
        if (forgotten.Count > 0) await db.Contacts.Where(row => forgotten.Contains(row.ContactId)).ExecuteUpdateAsync(row => row.SetProperty(contact => contact.OnFloor, false), cancel);
        foreach (var (row, value, _) in given.Values) row.Value = JsonSerializer.Serialize(value, FloorJson.Default.Contact);
        foreach (var group in given.Values.GroupBy(one => one.IsEndKnown))
            await ManyRows.PutAsync(db, [.. group.Select(one => one.Row)], group.Key ? Holding : HoldingEnded, cancel);
    }

    private static async Task PutWorkersAsync(RecordsDb db, LineId line, (long Epoch, long Sequence, EntityWrite Write)[] writes, CancellationToken cancel)
    {
        List<WorkerStateRow> rows = [];
        List<string> gone = [];
        foreach (var (epoch, sequence, write) in writes.GroupBy(write => write.Write.Field).Select(group => group.Last()))
        {
            var id = write.Field[2..];
            if (write.Worker is not { } worker) gone.Add(id);
            else rows.Add(new WorkerStateRow { Line = line.Value, WorkerId = id, Epoch = epoch, Sequence = sequence, Value = JsonSerializer.Serialize(worker, FloorJson.Default.Worker) });
        }
        if (gone.Count > 0) await db.WorkerStates.Where(row => row.Line == line.Value && gone.Contains(row.WorkerId)).ExecuteDeleteAsync(cancel);
        await ManyRows.PutAsync(db, rows, Merging.Replace, cancel);
    }

    private static ContactRow New(LineId line, Contact contact) => new()
    {
        ContactId = contact.Id.Value,
        Line = line.Value,
        Epoch = 0,
        Sequence = 0,
        Value = "",
        Channel = default,
        Language = contact.Language,
        Phase = default,
        Band = default,
        Score = 0,
        ArrivedAt = contact.ArrivedAt,
        Fence = "",
        OnFloor = true,
    };

    /// <summary>The columns that reports and places read. True when the end of the conversation is known, false when an earlier one that is recorded goes before it.</summary>
    private static bool Follow(ContactRow row, Contact contact, bool isEndKnown)
    {
        row.Channel = (Wire.Channel)contact.Channel;
        row.Language = contact.Language;
        row.Band = (Wire.Band)contact.Grade.Band;
        row.Score = contact.Grade.Score;
        row.ArrivedAt = contact.ArrivedAt;
        row.AnsweredAt = contact.AnsweredAt;
        row.ExpectedSeconds = contact.ExpectedSeconds;
        row.Fence = contact.LastFence.ToString();
        row.OnFloor = true;
        (row.Phase, row.OverAt) = contact.State switch
        {
            ContactState.Waiting => (Wire.Phase.Waiting, (DateTimeOffset?)null),
            ContactState.Offered => (Wire.Phase.Offered, null),
            ContactState.Engaged => (Wire.Phase.Engaged, null),
            ContactState.WrapUp => (Wire.Phase.WrapUp, null),
            ContactState.Closed closed => (Wire.Phase.Closed, closed.At),
            ContactState.Abandoned abandoned => (Wire.Phase.Abandoned, abandoned.At),
            _ => throw new System.Diagnostics.UnreachableException(contact.State.GetType().Name),
        };
        // The conversation ended when wrap-up began; a contact forced back to life has no end any more.
        if (contact.State is ContactState.WrapUp wrapUp) row.EndedAt = wrapUp.Since;
        else row.EndedAt = row.OverAt is { } over ? row.EndedAt ?? over : null;
        row.Outcome = contact.State switch
        {
            ContactState.WrapUp ended => (Wire.Outcome)ended.Outcome,
            ContactState.Closed closed => (Wire.Outcome)closed.Outcome,
            _ => null,
        };
        row.Holder = contact.Holder?.Value ?? (contact.State as ContactState.Closed)?.Worker?.Value ?? row.Holder;
        return isEndKnown || row.OverAt is null;
    }
}
