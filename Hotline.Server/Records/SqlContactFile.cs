using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>Evidence, texts, note and typed reasons of a contact in SQL.</summary>
internal sealed class SqlContactFile(RecordsStore store, ContactKeys keys, TimeProvider time) : IContactFile
{
    public async Task<IReadOnlyList<Evidence>> AddEvidenceAsync(LineId line, ContactId contact, IReadOnlyList<Evidence> evidence, Delivery? delivery, CancellationToken cancel)
    {
        if (evidence.Count == 0) return await store.LookAsync(db => AllEvidenceAsync(db, contact, cancel), cancel);
        return await store.WriteAsync(async db =>
        {
            await Turns.TakeAsync(db, ContactKeys.OwnerOf(contact), cancel);
            if (!await IsNewAsync(db, line, contact, delivery, 0, cancel)) return await AllEvidenceAsync(db, contact, cancel);
            using var key = await keys.FindOrAddAsync(db, ContactKeys.OwnerOf(contact), cancel);
            var last = await db.Evidence.Where(row => row.ContactId == contact.Value).MaxAsync(row => (int?)row.Number, cancel) ?? 0;
            foreach (var (item, index) in evidence.Select((item, index) => (item, index)))
                db.Evidence.Add(PlainEvidence.Row(line, contact.Value, item with { Number = last + index + 1 }, key));
            await db.SaveChangesAsync(cancel);
            return await AllEvidenceAsync(db, contact, cancel);
        }, cancel);
    }

    public Task<int> AddTextAsync(LineId line, ContactId contact, string text, DateTimeOffset at, Delivery? delivery, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            await Turns.TakeAsync(db, ContactKeys.OwnerOf(contact), cancel);
            if (delivery is not null && await db.Deliveries.FirstOrDefaultAsync(row => row.ContactId == contact.Value && row.DeliveryKey == delivery.Key, cancel) is { } first)
                return first.Number;
            using var key = await keys.FindOrAddAsync(db, ContactKeys.OwnerOf(contact), cancel);
            var number = (await db.Texts.Where(row => row.ContactId == contact.Value).MaxAsync(row => (int?)row.Number, cancel) ?? 0) + 1;
            db.Texts.Add(new TextRow
            {
                ContactId = contact.Value,
                Number = number,
                Line = line.Value,
                At = at,
                Text = key.Seal(Places.Text(contact.Value, number), text),
            });
            await IsNewAsync(db, line, contact, delivery, number, cancel);
            return number;
        }, cancel);

    public Task<IReadOnlyList<Wire.TextEntry>> TextsAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        store.ReadAsync(async db =>
        {
            using var key = await keys.FindAsync(db, ContactKeys.OwnerOf(contact), cancel);
            return await ReadContact.TextsAsync(db, key, contact.Value, cancel);
        }, cancel);

    public Task<Wire.ContactRecord?> ReadAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        store.ReadAsync(async db =>
        {
            using var key = await keys.FindAsync(db, ContactKeys.OwnerOf(contact), cancel);
            return await ReadContact.FromAsync(db, key, line, contact, cancel);
        }, cancel);

    public Task<Wire.NoteSaved?> SaveNoteAsync(LineId line, ContactId contact, string text, int version, DateTimeOffset at, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            using var key = await keys.FindOrAddAsync(db, ContactKeys.OwnerOf(contact), cancel);
            var stored = await db.Notes.FirstOrDefaultAsync(row => row.ContactId == contact.Value, cancel);
            if ((stored?.Version ?? 0) != version) return null;
            var next = version + 1;
            var sealedText = key.Seal(Places.Note(contact.Value, next), text);
            if (stored is null)
            {
                db.Notes.Add(new NoteRow { ContactId = contact.Value, Line = line.Value, Version = next, SavedAt = at, Text = sealedText });
            }
            else
            {
                // The version is a concurrency token: who saved in between makes this one read again, and clash.
                stored.Version = next;
                stored.SavedAt = at;
                stored.Text = sealedText;
            }
            return new Wire.NoteSaved(next, at);
        }, cancel);

    public Task KeepReasonAsync(LineId line, CommandId command, Actor actor, string subject, string reason, DateTimeOffset at, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            // The same command sent again explains itself with the same words.
            if (await db.TypedReasons.AnyAsync(row => row.CommandId == command.Value, cancel)) return;
            using var key = await keys.FindOrAddAsync(db, ContactKeys.OwnerOfReason(subject), cancel);
            db.TypedReasons.Add(new TypedReasonRow
            {
                CommandId = command.Value,
                Line = line.Value,
                Actor = $"{actor.Kind}:{actor.Id}",
                Subject = subject,
                At = at,
                Reason = key.Seal(Places.Reason(command.Value), reason),
            });
        }, cancel);

    public Task<Delivery?> FindDeliveryAsync(ContactId contact, string key, CancellationToken cancel) =>
        store.LookAsync(async db => await db.Deliveries.FirstOrDefaultAsync(row => row.ContactId == contact.Value && row.DeliveryKey == key, cancel) is { } row
            ? new Delivery(row.DeliveryKey, row.Kind, row.PayloadHash) : null, cancel);

    public Task<Contact?> RecordedStateAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        store.LookAsync(async db =>
        {
            var value = await db.Contacts.Where(row => row.ContactId == contact.Value && row.Line == line.Value).Select(row => row.Value).FirstOrDefaultAsync(cancel);
            return value is null ? null : JsonSerializer.Deserialize(value, FloorJson.Default.Contact);
        }, cancel);

    public Task<bool> OpenedByAsync(LineId line, ContactId contact, string channelKeyId, CancellationToken cancel) =>
        store.LookAsync(db => db.Inbox.AnyAsync(row => row.ContactId == contact.Value && row.Line == line.Value && row.ChannelKeyId == channelKeyId, cancel), cancel);

    /// <summary>Remembers a delivery with what it brings; false when it is remembered already.</summary>
    private async Task<bool> IsNewAsync(RecordsDb db, LineId line, ContactId contact, Delivery? delivery, int number, CancellationToken cancel)
    {
        if (delivery is null) return true;
        if (await db.Deliveries.AnyAsync(row => row.ContactId == contact.Value && row.DeliveryKey == delivery.Key, cancel)) return false;
        db.Deliveries.Add(new DeliveryRow
        {
            ContactId = contact.Value, DeliveryKey = delivery.Key, Line = line.Value, Kind = delivery.Kind, PayloadHash = delivery.PayloadHash,
            At = time.GetUtcNow(), Number = number,
        });
        return true;
    }

    private async Task<IReadOnlyList<Evidence>> AllEvidenceAsync(RecordsDb db, ContactId contact, CancellationToken cancel)
    {
        var rows = await db.Evidence.AsNoTracking().Where(row => row.ContactId == contact.Value).OrderBy(row => row.Number).ToListAsync(cancel);
        using var key = rows.Exists(row => row.AsSent is not null) ? await keys.FindAsync(db, ContactKeys.OwnerOf(contact), cancel) : null;
        return [.. rows.Select(row => PlainEvidence.Read(row, key))];
    }
}
