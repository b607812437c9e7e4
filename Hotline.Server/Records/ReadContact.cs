using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>All that is kept about a contact, opened. What was sealed with a shredded key is left out.</summary>
internal static class ReadContact
{
    public static async Task<ContactRecord?> FromAsync(RecordsDb db, DataKey? key, LineId line, ContactId id, CancellationToken cancel)
    {
        var contact = id.Value;
        var recorded = await db.Contacts.FirstOrDefaultAsync(row => row.ContactId == contact && row.Line == line.Value, cancel);
        var open = recorded is null ? await OpenedAsync(db, line, contact, cancel) : null;
        if (recorded is null && open is null) return null;
        var particulars = await db.Particulars.FirstOrDefaultAsync(row => row.ContactId == contact, cancel);
        return new ContactRecord(
            contact, line.Value,
            recorded?.Channel ?? (Wire.Channel)open!.Channel, recorded?.Language ?? open!.Language,
            recorded?.Phase ?? Phase.Waiting, recorded?.ArrivedAt ?? open!.ArrivedAt,
            Open(key, Places.Particulars(contact), particulars?.Particulars, WireJson.Default.Particulars),
            Open(key, Places.Callback(contact), particulars?.Callback, WireJson.Default.CallbackConsent),
            await TextsAsync(db, key, contact, cancel),
            await EvidenceAsync(db, key, contact, cancel),
            await AssessmentsAsync(db, contact, cancel),
            await NoteAsync(db, key, contact, cancel),
            await TimelineAsync(db, contact, cancel))
        {
            Handovers = await HandoversAsync(db, key, contact, cancel),
        };
    }

    private static async Task<IReadOnlyList<HandoverEntry>?> HandoversAsync(RecordsDb db, DataKey? key, string contact, CancellationToken cancel)
    {
        if (key is null) return null;
        var subject = ContactKeys.Handover + contact;
        var rows = await db.TypedReasons.AsNoTracking().Where(row => row.Subject == subject).OrderBy(row => row.At).ToListAsync(cancel);
        return rows.Count == 0 ? null : [.. rows.Select(row => new HandoverEntry(row.At, row.Actor[(row.Actor.IndexOf(':', StringComparison.Ordinal) + 1)..], null, key.OpenText(Places.Reason(row.CommandId), row.Reason)))];
    }

    private static async Task<FloorCommand.OpenContact?> OpenedAsync(RecordsDb db, LineId line, string contact, CancellationToken cancel)
    {
        var open = await db.Inbox.Where(row => row.ContactId == contact && row.Line == line.Value).Select(row => row.Open).FirstOrDefaultAsync(cancel);
        return open is null ? null : JsonSerializer.Deserialize(open, FloorJson.Default.OpenContact);
    }

    private static T? Open<T>(DataKey? key, SealPlace place, byte[]? sealedValue, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class =>
        key is null || sealedValue is null ? null : JsonSerializer.Deserialize(key.Open(place, sealedValue), type);

    internal static async Task<IReadOnlyList<TextEntry>> TextsAsync(RecordsDb db, DataKey? key, string contact, CancellationToken cancel)
    {
        if (key is null) return [];
        var rows = await db.Texts.Where(row => row.ContactId == contact).OrderBy(row => row.Number).ToListAsync(cancel);
        return [.. rows.Select(row => new TextEntry(row.Number, row.At, key.OpenText(Places.Text(contact, row.Number), row.Text)))];
    }

    private static async Task<IReadOnlyList<EvidenceEntry>> EvidenceAsync(RecordsDb db, DataKey? key, string contact, CancellationToken cancel)
    {
        var rows = await db.Evidence.Where(row => row.ContactId == contact).OrderBy(row => row.Number).ToListAsync(cancel);
        return [.. rows.Select(row => PlainEvidence.Read(row, key)).Select(item => new EvidenceEntry(item.Number, item.Kind, item.Value, item.Source, item.At, item.Confidence))];
    }

    private static async Task<IReadOnlyList<AssessmentEntry>> AssessmentsAsync(RecordsDb db, string contact, CancellationToken cancel)
    {
        var rows = await db.Assessments.Where(row => row.ContactId == contact)
            .OrderBy(row => row.Epoch).ThenBy(row => row.Sequence).ThenBy(row => row.Number).ToListAsync(cancel);
        return [.. rows.Select(row => new AssessmentEntry(row.At, row.Score, row.Band, row.RuleSet, Reasons(row),
            row.ComputedBand is { } band ? new ComputedView(band, row.ComputedScore ?? 0) : null))];
    }

    private static ReasonView[] Reasons(AssessmentRow row) =>
        [.. JsonSerializer.Deserialize(row.Reasons, FloorJson.Default.ImmutableArrayReason).Select(reason => new ReasonView(reason.Code, reason.Points, reason.Value))];

    private static async Task<NoteEntry?> NoteAsync(RecordsDb db, DataKey? key, string contact, CancellationToken cancel)
    {
        if (key is null) return null;
        var row = await db.Notes.FirstOrDefaultAsync(row => row.ContactId == contact, cancel);
        return row is null ? null : new NoteEntry(key.OpenText(Places.Note(contact, row.Version), row.Text), row.Version, row.SavedAt);
    }

    private static async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RecordsDb db, string contact, CancellationToken cancel)
    {
        var rows = await db.Timeline.Where(row => row.ContactId == contact)
            .OrderBy(row => row.Epoch).ThenBy(row => row.Sequence).ThenBy(row => row.Number).ToListAsync(cancel);
        return [.. rows.Select(row => new TimelineEntry(row.At, row.Kind, row.WorkerId, null, row.Detail))];
    }
}
