using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>New values of contacts and workers into their rows; the last of a batch wins.</summary>
internal static class FloorRows
{
    public static async Task PutAsync(RecordsDb db, LineId line, IEnumerable<(long Epoch, long Sequence, EntityWrite Write)> writes, CancellationToken cancel)
    {
        var all = writes.ToArray();
        await PutContactsAsync(db, line, [.. all.Where(write => write.Write.Field.StartsWith("c:", StringComparison.Ordinal))], cancel);
        await EscalationRows.PutAsync(db, line, [.. all.Where(write => write.Write.Field.StartsWith("e:", StringComparison.Ordinal))], cancel);
        await PutWorkersAsync(db, line, [.. all.Where(write => write.Write.Field.StartsWith("w:", StringComparison.Ordinal))], cancel);
    }

    private static async Task PutContactsAsync(RecordsDb db, LineId line, (long Epoch, long Sequence, EntityWrite Write)[] writes, CancellationToken cancel)
    {
        var ids = writes.Select(write => write.Write.Field[2..]).Distinct().ToArray();
        var rows = await db.Contacts.Where(row => ids.Contains(row.ContactId)).ToDictionaryAsync(row => row.ContactId, cancel);
        Dictionary<string, Contact> values = [];
        foreach (var (epoch, sequence, write) in writes)
        {
            var id = write.Field[2..];
            if (write.Contact is not { } contact)
            {
                if (rows.TryGetValue(id, out var forgotten)) forgotten.OnFloor = false;
                continue;
            }
            if (!rows.TryGetValue(id, out var row)) db.Contacts.Add(rows[id] = row = New(line, contact));
            values[id] = contact;
            (row.Epoch, row.Sequence) = (epoch, sequence);
            Follow(row, contact);
        }
        foreach (var (id, contact) in values) rows[id].Value = JsonSerializer.Serialize(contact, FloorJson.Default.Contact);
    }

    private static async Task PutWorkersAsync(RecordsDb db, LineId line, (long Epoch, long Sequence, EntityWrite Write)[] writes, CancellationToken cancel)
    {
        var last = writes.GroupBy(write => write.Write.Field[2..]).ToDictionary(group => group.Key, group => group.Last());
        var rows = await db.WorkerStates.Where(row => row.Line == line.Value && last.Keys.Contains(row.WorkerId)).ToDictionaryAsync(row => row.WorkerId, cancel);
        foreach (var (id, (epoch, sequence, write)) in last)
        {
            var row = rows.GetValueOrDefault(id);
            if (write.Worker is not { } worker)
            {
                if (row is not null) db.WorkerStates.Remove(row);
                continue;
            }
            var value = JsonSerializer.Serialize(worker, FloorJson.Default.Worker);
            if (row is null) db.WorkerStates.Add(new WorkerStateRow { Line = line.Value, WorkerId = id, Epoch = epoch, Sequence = sequence, Value = value });
            else (row.Epoch, row.Sequence, row.Value) = (epoch, sequence, value);
        }
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

    /// <summary>The columns that reports and places read.</summary>
    private static void Follow(ContactRow row, Contact contact)
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
        row.EndedAt = contact.State is ContactState.WrapUp wrapUp ? wrapUp.Since : row.OverAt is { } over ? row.EndedAt ?? over : null;
        row.Outcome = contact.State switch
        {
            ContactState.WrapUp ended => (Wire.Outcome)ended.Outcome,
            ContactState.Closed closed => (Wire.Outcome)closed.Outcome,
            _ => null,
        };
        row.Holder = contact.Holder?.Value ?? (contact.State as ContactState.Closed)?.Worker?.Value ?? row.Holder;
    }
}
