using Hotline.Server.Floor;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Simulation;

/// <summary>One process's way to SQL: it takes time, it fails, and a failure may come after the fact.</summary>
internal sealed class NodeRecords(World world, SimulatedNode node, Dice dice)
    : IInbox, IContactFile, IEpochLog, IJournalRecord, IRecordedFloor, IFloorAdoption, IRecordedProgress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private Task<T> CallAsync<T>(Func<T> transaction) => world.Call(node, dice.Int(500, 4000), dice.Int(500, 4000), transaction, () =>
        !world.Sql.IsUp ? (dice.Int(5, 1500), new RecordsUnavailableException("away"))
        : null, () => dice.Hits(world.Sql.LosesAnswers) ? (dice.Int(5, 1500), new RecordsUnavailableException("answer lost")) : null);

    // Epochs and journal

    public Task<RecordPoint?> FindAsync(LineId line, CancellationToken cancel) => CallAsync(() => world.Sql.Mark);

    public Task<RecordPoint?> FindFinishedAsync(LineId line, long epoch, long current, CancellationToken cancel) =>
        CallAsync(() => world.Sql.Finished.TryGetValue(epoch, out var point) ? point with { Current = current } : null);

    public Task<RecordPoint?> MintAsync(LineId line, RecordPoint? from, long atLeast, string why, CancellationToken cancel) => CallAsync(() => world.Sql.Mint(from, atLeast));

    public Task<RecordPoint?> RecordAsync(RecordPoint from, IReadOnlyList<JournalEntry> entries, CancellationToken cancel) => CallAsync(() => world.Sql.Record(from, entries));

    public Task<(IReadOnlyList<Contact> Contacts, IReadOnlyList<Worker> Workers, IReadOnlyList<Escalation> Escalations)> ReadAsync(LineId line, CancellationToken cancel) =>
        CallAsync(() => world.Sql.ReadFloor(node.Ledger.Now));

    /// <summary>Asked for with an old point only, and then refused: SQL never loses an epoch here.</summary>
    public Task<RecordPoint?> AdoptAsync(LineId line, RecordPoint? from, long epoch, CancellationToken cancel) => CallAsync<RecordPoint?>(() =>
        world.Sql.Stands(from) ? throw new InvalidOperationException($"epoch {epoch} is on the floor and SQL has never heard of it") : null);

    public async Task<bool> RecordedAsync(JournalEntry entry, TimeSpan most, CancellationToken cancel)
    {
        var recorded = world.Sql.Wait(entry);
        if (await Task.WhenAny(recorded, world.Loop.Delay(node, (long)most.TotalMilliseconds)) != recorded) return false;
        // Another node's record is seen by a look into SQL every 50 ms.
        await world.Loop.Delay(node, dice.Int(1, 50));
        return world.Sql.IsUp && await recorded;
    }

    public (long Entries, TimeSpan Age) Lag(LineId line) => (0, TimeSpan.Zero);

    // Inbox

    public async Task<InboxAnswer> PutAsync(InboxItem item, CancellationToken cancel)
    {
        var put = CallAsync(() => world.Sql.PutInbox(item));
        return await Task.WhenAny(put, world.Loop.Delay(node, (long)Patience.TotalMilliseconds)) == put ? await put : throw new RecordsUnavailableException("late");
    }

    public Task<(ContactId Contact, string PayloadHash, IReadOnlyList<Wire.IntakeWarning> Warnings)?> FindAsync(string channelKeyId, string idempotencyKey, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<(CommandId Command, FloorCommand.OpenContact Open)>> UnopenedAsync(LineId line, TimeSpan olderThan, int most, CancellationToken cancel) =>
        CallAsync(() => world.Sql.Unopened(olderThan));

    // File

    public Task<IReadOnlyList<Evidence>> AddEvidenceAsync(LineId line, ContactId contact, IReadOnlyList<Evidence> evidence, Delivery? delivery, CancellationToken cancel) =>
        CallAsync(() => world.Sql.AddEvidence(contact, evidence));

    public Task<Contact?> RecordedStateAsync(LineId line, ContactId contact, CancellationToken cancel) =>
        CallAsync(() => world.Sql.Contacts.TryGetValue(contact, out var row) ? row.Value : null);

    public Task<bool> OpenedByAsync(LineId line, ContactId contact, string channelKeyId, CancellationToken cancel) =>
        CallAsync(() => world.Sql.HasInbox(contact) || world.Sql.Contacts.ContainsKey(contact));

    public Task<int> AddTextAsync(LineId line, ContactId contact, string text, DateTimeOffset at, Delivery? delivery, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<Wire.TextEntry>> TextsAsync(LineId line, ContactId contact, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Delivery?> FindDeliveryAsync(ContactId contact, string key, CancellationToken cancel) => Task.FromResult<Delivery?>(null);

    public Task<Wire.ContactRecord?> ReadAsync(LineId line, ContactId contact, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Wire.NoteSaved?> SaveNoteAsync(LineId line, ContactId contact, string text, int version, DateTimeOffset at, CancellationToken cancel) => throw new NotSupportedException();

    public Task KeepReasonAsync(LineId line, CommandId command, Actor actor, string subject, string reason, DateTimeOffset at, CancellationToken cancel) => throw new NotSupportedException();
}
