using System.Collections.Concurrent;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>SQL in memory: inbox, files, progress, audit and alarms. It can be away.</summary>
internal sealed class PaperRecords : IInbox, IContactFile, ISentContacts, IEarlierContacts, IRecordedProgress, IAuditTrail, IIntakeAlarms
{
    private readonly ConcurrentDictionary<(string Key, string Idempotency), InboxItem> inbox = new();
    private readonly Dictionary<ContactId, List<Evidence>> evidence = [];

    private readonly Dictionary<(ContactId Contact, string Key), Delivery> deliveries = [];

    public bool Away { get; set; }

    /// <summary>Puts are answered after this.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    /// <summary>What the recorder wrote.</summary>
    public Dictionary<ContactId, Contact> Recorded { get; } = [];
    public Dictionary<ContactId, Wire.ContactRecord> Files { get; } = [];
    public bool Records { get; set; } = true;

    /// <summary>Who had a contact last, as its record says.</summary>
    public Dictionary<ContactId, WorkerId> Holders { get; } = [];

    /// <summary>How far back was looked, each time.</summary>
    public List<DateTimeOffset> LookedSince { get; } = [];

    /// <summary>Earlier contacts are told after this.</summary>
    public Task Remembered { get; set; } = Task.CompletedTask;
    public List<AuditFact> Facts { get; } = [];
    public List<(LineId Line, ContactId Contact, int Warnings, IReadOnlyList<string> Codes)> Alarms { get; } = [];
    public List<(ContactId Contact, string Text)> Texts { get; } = [];
    public IReadOnlyCollection<InboxItem> Items => [.. inbox.Values];

    public IReadOnlyList<Evidence> EvidenceOf(string contact) => [.. evidence.GetValueOrDefault(new ContactId(contact)) ?? []];

    public async Task<InboxAnswer> PutAsync(InboxItem item, CancellationToken cancel)
    {
        await Ready;
        Answer();
        if (!inbox.TryAdd((item.ChannelKeyId, item.IdempotencyKey), item))
            return inbox[(item.ChannelKeyId, item.IdempotencyKey)].PayloadHash == item.PayloadHash ? InboxAnswer.AlreadyStored : InboxAnswer.KeyReused;
        await AddEvidenceAsync(item.Line, item.Open.Contact, item.Evidence, null, cancel);
        if (item.Text is { } text) Texts.Add((item.Open.Contact, text));
        return InboxAnswer.Stored;
    }

    public Task<(ContactId Contact, string PayloadHash, IReadOnlyList<Wire.IntakeWarning> Warnings)?> FindAsync(string channelKeyId, string idempotencyKey, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult<(ContactId, string, IReadOnlyList<Wire.IntakeWarning>)?>(
            inbox.TryGetValue((channelKeyId, idempotencyKey), out var item) ? (item.Open.Contact, item.PayloadHash, item.Warnings) : null);
    }

    public Task<IReadOnlyList<(CommandId Command, FloorCommand.OpenContact Open)>> UnopenedAsync(LineId line, TimeSpan olderThan, int most, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult<IReadOnlyList<(CommandId, FloorCommand.OpenContact)>>(
            [.. inbox.Values.Where(item => item.Line == line && !Recorded.ContainsKey(item.Open.Contact)).Select(item => (item.Command, item.Open))]);
    }

    public Task<IReadOnlyList<Evidence>> AddEvidenceAsync(LineId line, ContactId contact, IReadOnlyList<Evidence> pieces, Delivery? delivery, CancellationToken cancel)
    {
        Answer();
        if (!IsNew(contact, delivery)) pieces = [];
        if (!evidence.TryGetValue(contact, out var all)) evidence[contact] = all = [];
        foreach (var piece in pieces) all.Add(piece with { Number = all.Count + 1 });
        return Task.FromResult<IReadOnlyList<Evidence>>([.. all]);
    }

    public Task<int> AddTextAsync(LineId line, ContactId contact, string text, DateTimeOffset at, Delivery? delivery, CancellationToken cancel)
    {
        Answer();
        if (!IsNew(contact, delivery)) return Task.FromResult(Texts.Count(kept => kept.Contact == contact));
        Texts.Add((contact, text));
        return Task.FromResult(Texts.Count(kept => kept.Contact == contact));
    }

    public Task<IReadOnlyList<Wire.TextEntry>> TextsAsync(LineId line, ContactId contact, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult<IReadOnlyList<Wire.TextEntry>>([.. Texts.Where(kept => kept.Contact == contact).Select((kept, index) => new Wire.TextEntry(index + 1, DateTimeOffset.UnixEpoch.AddSeconds(index), kept.Text))]);
    }

    public Task<Delivery?> FindDeliveryAsync(ContactId contact, string key, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult(deliveries.GetValueOrDefault((contact, key)));
    }

    private bool IsNew(ContactId contact, Delivery? delivery) => delivery is null || deliveries.TryAdd((contact, delivery.Key), delivery);

    public async Task<IReadOnlyList<EarlierContact>> FindAsync(LineId line, string? number, ContactId but, DateTimeOffset since, CancellationToken cancel)
    {
        await Remembered;
        Answer();
        LookedSince.Add(since);
        return number is null ? [] : [.. inbox.Values
            .Where(item => item.Line == line && item.Open.Contact != but && item.Particulars?.Number == number && item.Open.ArrivedAt > since)
            .OrderByDescending(item => item.Open.ArrivedAt)
            .Select(item => new EarlierContact(item.Open.Contact, item.Open.ArrivedAt, null, Holders.TryGetValue(item.Open.Contact, out var holder) ? holder : null))];
    }

    public Task<Wire.ContactRecord?> ReadAsync(LineId line, ContactId contact, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult(Files.TryGetValue(contact, out var file) && file.Line == line.Value ? file : null);
    }

    public Task<Wire.NoteSaved?> SaveNoteAsync(LineId line, ContactId contact, string text, int version, DateTimeOffset at, CancellationToken cancel)
    {
        Answer();
        var file = Files[contact];
        if ((file.Note?.Version ?? 0) != version) return Task.FromResult<Wire.NoteSaved?>(null);
        Files[contact] = file with { Note = new Wire.NoteEntry(text, version + 1, at) };
        return Task.FromResult<Wire.NoteSaved?>(new Wire.NoteSaved(version + 1, at));
    }

    public Task KeepReasonAsync(LineId line, CommandId command, Actor actor, string subject, string reason, DateTimeOffset at, CancellationToken cancel) => Task.CompletedTask;

    public Task<Contact?> RecordedStateAsync(LineId line, ContactId contact, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult(Recorded.GetValueOrDefault(contact));
    }

    public Task<bool> OpenedByAsync(LineId line, ContactId contact, string channelKeyId, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult(inbox.Values.Any(item => item.Open.Contact == contact && item.ChannelKeyId == channelKeyId));
    }

    /// <summary>Where contacts went on to.</summary>
    public Dictionary<ContactId, Origin> Sent { get; } = [];

    public Task<Origin?> NextAsync(ContactId contact, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult(Sent.GetValueOrDefault(contact));
    }

    public Task PutAsync(Origin first, Origin other, DateTimeOffset at, CancellationToken cancel)
    {
        Answer();
        Sent.TryAdd(first.Contact, other);
        return Task.CompletedTask;
    }

    public Task<bool> RecordedAsync(JournalEntry entry, TimeSpan most, CancellationToken cancel) => Task.FromResult(Records);

    public (long Entries, TimeSpan Age) Lag(LineId line) => (0, TimeSpan.Zero);

    public Task AppendAsync(RecordsDb db, IReadOnlyList<AuditFact> facts, CancellationToken cancel) => throw new NotSupportedException();

    public Task RecordAsync(AuditFact fact, CancellationToken cancel)
    {
        Answer();
        Facts.Add(fact);
        return Task.CompletedTask;
    }

    public void Raise(LineId line, ContactId contact, int warnings, IReadOnlyList<string> codes) => Alarms.Add((line, contact, warnings, codes));

    private void Answer()
    {
        if (Away) throw new RecordsUnavailableException("The test took the records away.");
    }
}
