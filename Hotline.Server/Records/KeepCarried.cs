using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>
/// Puts what crossed the journal where it belongs, in the transaction that records its entry. What is there already stays as it is:
/// a put that was given up may have been stored after all.
/// </summary>
internal sealed partial class KeepCarried(ContactKeys keys, KeyEncryptionKey encryption, TimeProvider time, ILogger<KeepCarried> logger)
{
    /// <param name="sealedTexts">By the command they came with; null when missing.</param>
    public async Task PutAsync(RecordsDb db, LineId line, IReadOnlyList<(CommandId Command, string? Sealed)> sealedTexts, CancellationToken cancel)
    {
        var all = sealedTexts.Select(one => Open(line, one.Command, one.Sealed)).OfType<Carried>().ToArray();
        if (all.Length == 0) return;
        var contacts = all.Select(ContactOf).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var book = new Book
        {
            Inbox = [.. await db.Inbox.Where(row => contacts.Contains(row.ContactId)).Select(row => row.ContactId).ToListAsync(cancel)],
            Evidence = await db.Evidence.Where(row => contacts.Contains(row.ContactId)).GroupBy(row => row.ContactId)
                .Select(group => new { group.Key, Last = group.Max(row => row.Number) }).ToDictionaryAsync(group => group.Key, group => group.Last, cancel),
            Texts = await db.Texts.Where(row => contacts.Contains(row.ContactId)).GroupBy(row => row.ContactId)
                .Select(group => new { group.Key, Last = group.Max(row => row.Number) }).ToDictionaryAsync(group => group.Key, group => group.Last, cancel),
            Deliveries = [.. (await db.Deliveries.Where(row => contacts.Contains(row.ContactId)).Select(row => new { row.ContactId, row.DeliveryKey }).ToListAsync(cancel))
                .Select(row => (row.ContactId, row.DeliveryKey))],
        };
        var commands = all.OfType<Carried.Reason>().Select(reason => reason.Command).ToArray();
        if (commands.Length > 0) book.Reasons = [.. await db.TypedReasons.Where(row => commands.Contains(row.CommandId)).Select(row => row.CommandId).ToListAsync(cancel)];
        var owners = all.Select(OwnerOf).Distinct(StringComparer.Ordinal).ToArray();
        var wrapped = await db.DataKeys.AsNoTracking().Where(row => owners.Contains(row.Owner)).ToDictionaryAsync(row => row.Owner, cancel);
        foreach (var group in all.GroupBy(OwnerOf, StringComparer.Ordinal))
        {
            // Whoever was forgotten stays forgotten: nothing more is kept about them.
            if (wrapped.TryGetValue(group.Key, out var row) && row.Wrapped is null) continue;
            using var key = row is null ? Make(db, group.Key) : encryption.Unwrap(group.Key, row.Wrapped!);
            foreach (var carried in group) Put(db, line, carried, key, book);
        }
        await book.Arrivals.SaveAsync(db, cancel);
    }

    private void Put(RecordsDb db, LineId line, Carried carried, DataKey key, Book book)
    {
        switch (carried)
        {
            case Carried.Arrival intake:
                var item = intake.ItemOf(line);
                var contact = item.Open.Contact.Value;
                if (!book.Inbox.Add(contact)) return;
                // The floor has it: nobody need open it again.
                book.Arrivals.Add(item, key, encryption, time.GetUtcNow(), book.Evidence.GetValueOrDefault(contact), book.Texts.GetValueOrDefault(contact), opened: true);
                book.Evidence[contact] = book.Evidence.GetValueOrDefault(contact) + item.Evidence.Count;
                if (!string.IsNullOrEmpty(item.Text)) book.Texts[contact] = book.Texts.GetValueOrDefault(contact) + 1;
                return;
            case Carried.Pieces pieces:
                if (!book.IsNew(db, line, pieces.Contact, pieces.Delivery, 0, time)) return;
                foreach (var piece in pieces.Evidence)
                    db.Evidence.Add(PlainEvidence.Row(line, pieces.Contact, piece with { Number = book.Evidence[pieces.Contact] = book.Evidence.GetValueOrDefault(pieces.Contact) + 1 }, key));
                return;
            case Carried.Words words:
                var number = book.Texts.GetValueOrDefault(words.Contact) + 1;
                if (!book.IsNew(db, line, words.Contact, words.Delivery, number, time)) return;
                book.Texts[words.Contact] = number;
                db.Texts.Add(new TextRow { ContactId = words.Contact, Number = number, Line = line.Value, At = words.At, Text = key.Seal(Places.Text(words.Contact, number), words.Text) });
                return;
            case Carried.Reason reason:
                if (!book.Reasons.Add(reason.Command)) return;
                db.TypedReasons.Add(new TypedReasonRow
                {
                    CommandId = reason.Command, Line = line.Value, Actor = reason.Actor, Subject = reason.Subject, At = reason.At,
                    Reason = key.Seal(Places.Reason(reason.Command), reason.Text),
                });
                return;
            default:
                throw new System.Diagnostics.UnreachableException(carried.GetType().Name);
        }
    }

    /// <summary>One that does not open must not keep all others from being recorded.</summary>
    private Carried? Open(LineId line, CommandId command, string? sealedText)
    {
        try
        {
            if (sealedText is not null) return CarriedSeal.Open(encryption, line, command, sealedText);
            LogMissing(logger, line.Value, command.Value);
        }
        catch (Exception failed) when (failed is SealBrokenException or FormatException or System.Text.Json.JsonException)
        {
            LogBroken(logger, failed, line.Value, command.Value);
        }
        return null;
    }

    [LoggerMessage(1204, LogLevel.Error, "Line {Line}: what command {Command} carried past the records is gone.")]
    private static partial void LogMissing(ILogger logger, string line, string command);

    [LoggerMessage(1205, LogLevel.Error, "Line {Line}: what command {Command} carried past the records does not open.")]
    private static partial void LogBroken(ILogger logger, Exception failed, string line, string command);

    private DataKey Make(RecordsDb db, string owner)
    {
        var (key, row) = keys.Make(owner);
        db.DataKeys.Add(row);
        return key;
    }

    private static string OwnerOf(Carried carried) => carried is Carried.Reason reason ? ContactKeys.OwnerOfReason(reason.Subject) : "contact:" + ContactOf(carried);

    private static string? ContactOf(Carried carried) => carried switch
    {
        Carried.Arrival intake => IdempotencyContact(intake),
        Carried.Pieces pieces => pieces.Contact,
        Carried.Words words => words.Contact,
        _ => null,
    };

    private static string IdempotencyContact(Carried.Arrival intake) =>
        System.Text.Json.JsonSerializer.Deserialize(intake.Open, FloorJson.Default.OpenContact)!.Contact.Value;

    /// <summary>What SQL has of these contacts, and what this batch has added.</summary>
    private sealed class Book
    {
        public required HashSet<string> Inbox { get; init; }
        public required Dictionary<string, int> Evidence { get; init; }
        public required Dictionary<string, int> Texts { get; init; }
        public required HashSet<(string Contact, string Key)> Deliveries { get; init; }
        public HashSet<string> Reasons { get; set; } = [];
        public InboxRows Arrivals { get; } = new();

        public bool IsNew(RecordsDb db, LineId line, string contact, Delivery? delivery, int number, TimeProvider time)
        {
            if (delivery is null) return true;
            if (!Deliveries.Add((contact, delivery.Key))) return false;
            db.Deliveries.Add(Remembered(line, contact, delivery, number, time));
            return true;
        }

        private static DeliveryRow Remembered(LineId line, string contact, Delivery delivery, int number, TimeProvider time) => new()
        {
            ContactId = contact, DeliveryKey = delivery.Key, Line = line.Value, Kind = delivery.Kind, PayloadHash = delivery.PayloadHash, At = time.GetUtcNow(), Number = number,
        };
    }
}
