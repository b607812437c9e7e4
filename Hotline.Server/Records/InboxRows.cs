using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Records;

/// <summary>An inbox item as rows, sealed.</summary>
internal static class InboxRows
{
    public static void Add(RecordsDb db, InboxItem item, DataKey key, KeyEncryptionKey encryption, DateTimeOffset now, int evidenceAfter, int textsAfter, bool opened = false)
    {
        var contact = item.Open.Contact.Value;
        db.Inbox.Add(new InboxRow
        {
            ChannelKeyId = item.ChannelKeyId,
            IdempotencyKey = item.IdempotencyKey,
            Line = item.Line.Value,
            ContactId = contact,
            PayloadHash = item.PayloadHash,
            CommandId = item.Command.Value,
            Open = JsonSerializer.Serialize(item.Open, FloorJson.Default.OpenContact),
            Warnings = item.Warnings.Count == 0 ? null : key.Seal(Places.Warnings(contact), JsonSerializer.SerializeToUtf8Bytes(item.Warnings, WireJson.Default.IReadOnlyListIntakeWarning)),
            AcceptedAt = now,
            OpenedAt = opened ? now : null,
        });
        foreach (var (evidence, index) in item.Evidence.Select((evidence, index) => (evidence, index)))
            db.Evidence.Add(PlainEvidence.Row(item.Line, contact, evidence with { Number = evidenceAfter + index + 1 }, key));
        if (!string.IsNullOrEmpty(item.Text))
            db.Texts.Add(new TextRow
            {
                ContactId = contact,
                Number = textsAfter + 1,
                Line = item.Line.Value,
                At = item.Open.ArrivedAt,
                Text = key.Seal(Places.Text(contact, textsAfter + 1), item.Text),
            });
        if (item.Particulars is not null || item.Callback is not null)
            db.Particulars.Add(new ParticularsRow
            {
                ContactId = contact,
                Line = item.Line.Value,
                Particulars = item.Particulars is null ? null : key.Seal(Places.Particulars(contact), JsonSerializer.SerializeToUtf8Bytes(item.Particulars, WireJson.Default.Particulars)),
                Callback = item.Callback is null ? null : key.Seal(Places.Callback(contact), JsonSerializer.SerializeToUtf8Bytes(item.Callback, WireJson.Default.CallbackConsent)),
                NumberHash = encryption.HashNumber(item.Particulars?.Number ?? item.Callback?.Number),
            });
    }
}

/// <summary>Where each sealed value of the records stands.</summary>
internal static class Places
{
    public static SealPlace Warnings(string contact) => new("Inbox", "Warnings", contact);
    public static SealPlace Particulars(string contact) => new("Particulars", "Particulars", contact);
    public static SealPlace Callback(string contact) => new("Particulars", "Callback", contact);
    public static SealPlace Text(string contact, int number) => new("Texts", "Text", $"{contact}/{number}");
    public static SealPlace Evidence(string contact, int number) => new("Evidence", "AsSent", $"{contact}/{number}");

    /// <summary>With its version: an older note cannot be put in the place of a newer one.</summary>
    public static SealPlace Note(string contact, int version) => new("Notes", "Text", $"{contact}/{version}");
    public static SealPlace Message(string command) => new("Messages", "Text", command);
    public static SealPlace ShiftLog(string id) => new("ShiftLog", "Text", id);
    public static SealPlace Reason(string command) => new("TypedReasons", "Reason", command);
}
