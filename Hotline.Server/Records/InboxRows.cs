using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Records;

/// <summary>Inbox items as rows, sealed; written together.</summary>
internal sealed class InboxRows
{
    private readonly List<InboxRow> inbox = [];
    private readonly List<DataKeyRow> dataKeys = [];
    private readonly List<EvidenceRow> evidence = [];
    private readonly List<TextRow> texts = [];
    private readonly List<ParticularsRow> particulars = [];

    /// <summary>A key that an item was sealed with and that is not there yet.</summary>
    public void Add(DataKeyRow key) => dataKeys.Add(key);

    public void Add(InboxItem item, DataKey key, KeyEncryptionKey encryption, DateTimeOffset now, int evidenceAfter, int textsAfter, bool opened = false)
    {
        var contact = item.Open.Contact.Value;
        inbox.Add(new InboxRow
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
        foreach (var (piece, index) in item.Evidence.Select((piece, index) => (piece, index)))
            evidence.Add(PlainEvidence.Row(item.Line, contact, piece with { Number = evidenceAfter + index + 1 }, key));
        if (!string.IsNullOrEmpty(item.Text))
            texts.Add(new TextRow
            {
                ContactId = contact,
                Number = textsAfter + 1,
                Line = item.Line.Value,
                At = item.Open.ArrivedAt,
                Text = key.Seal(Places.Text(contact, textsAfter + 1), item.Text),
            });
        if (item.Particulars is not null || item.Callback is not null)
            particulars.Add(new ParticularsRow
            {
                ContactId = contact,
                Line = item.Line.Value,
                Particulars = item.Particulars is null ? null : key.Seal(Places.Particulars(contact), JsonSerializer.SerializeToUtf8Bytes(item.Particulars, WireJson.Default.Particulars)),
                Callback = item.Callback is null ? null : key.Seal(Places.Callback(contact), JsonSerializer.SerializeToUtf8Bytes(item.Callback, WireJson.Default.CallbackConsent)),
                NumberHash = encryption.HashNumber(item.Particulars?.Number ?? item.Callback?.Number),
            });
    }

    /// <summary>Now, within the transaction that is open; what is there already clashes.</summary>
    public async Task SaveAsync(RecordsDb db, CancellationToken cancel)
    {
        await ManyRows.AddAsync(db, dataKeys, cancel);
        await ManyRows.AddAsync(db, inbox, cancel);
        await ManyRows.AddAsync(db, evidence, cancel);
        await ManyRows.AddAsync(db, texts, cancel);
        await ManyRows.AddAsync(db, particulars, cancel);
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
