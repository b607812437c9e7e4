using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;
using Polly;
using Polly.Registry;

namespace Hotline.Server.Records;

/// <summary>The inbox in SQL. Concurrent puts share one transaction; after a clash each goes alone.</summary>
internal sealed class SqlInbox : IInbox
{
    private const int MostInOne = 64;
    private readonly RecordsStore store;
    private readonly ContactKeys keys;
    private readonly KeyEncryptionKey encryption;
    private readonly TimeProvider time;
    private readonly GroupCommit<InboxItem, InboxAnswer> group;
    private readonly ResiliencePipeline pipeline;

    public SqlInbox(RecordsStore store, ContactKeys keys, KeyEncryptionKey encryption, TimeProvider time, ResiliencePipelineProvider<string> pipelines)
    {
        this.store = store;
        this.keys = keys;
        this.encryption = encryption;
        this.time = time;
        pipeline = pipelines.GetPipeline(RecordsPipelines.Inbox);
        group = new GroupCommit<InboxItem, InboxAnswer>(StoreAsync, MostInOne);
    }

    public async Task<InboxAnswer> PutAsync(InboxItem item, CancellationToken cancel)
    {
        try
        {
            // A put given up on may still be stored, and the key makes the repeat harmless.
            return await pipeline.ExecuteAsync(async late => await group.PutAsync(item, late), cancel);
        }
        catch (ExecutionRejectedException late)
        {
            throw new RecordsUnavailableException("The records did not answer in time.", late);
        }
    }

    public Task<(ContactId Contact, string PayloadHash, IReadOnlyList<Wire.IntakeWarning> Warnings)?> FindAsync(
        string channelKeyId, string idempotencyKey, CancellationToken cancel) =>
        store.LookAsync<(ContactId, string, IReadOnlyList<Wire.IntakeWarning>)?>(async db =>
        {
            var row = await db.Inbox.FirstOrDefaultAsync(row => row.ChannelKeyId == channelKeyId && row.IdempotencyKey == idempotencyKey, cancel);
            if (row is null) return null;
            var contact = new ContactId(row.ContactId);
            if (row.Warnings is null) return (contact, row.PayloadHash, []);
            using var key = await keys.FindAsync(db, ContactKeys.OwnerOf(contact), cancel);
            return (contact, row.PayloadHash, key is null ? [] : Warnings(row, key));
        }, cancel);

    public Task<IReadOnlyList<(CommandId Command, FloorCommand.OpenContact Open)>> UnopenedAsync(
        LineId line, TimeSpan olderThan, int most, CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<(CommandId, FloorCommand.OpenContact)>>(async db =>
        {
            var before = time.GetUtcNow() - olderThan;
            var rows = await db.Inbox.Where(row => row.Line == line.Value && row.OpenedAt == null && row.AcceptedAt <= before)
                .OrderBy(row => row.AcceptedAt).Take(most)
                .Select(row => new { row.CommandId, row.ContactId, row.Open, Recorded = db.Contacts.Any(contact => contact.ContactId == row.ContactId) })
                .ToListAsync(cancel);
            // The floor may be recorded before the inbox row is there to be marked; opening it again would bring back who has left.
            var late = rows.Where(row => row.Recorded).Select(row => row.ContactId).ToArray();
            if (late.Length > 0) await MarkOpenedAsync(late, cancel);
            return [.. rows.Where(row => !row.Recorded).Select(row => (new CommandId(row.CommandId), JsonSerializer.Deserialize(row.Open, FloorJson.Default.OpenContact)!))];
        }, cancel);

    private Task MarkOpenedAsync(string[] contacts, CancellationToken cancel) => store.WriteAsync(
        db => MarkOpenedAsync(db, contacts, time.GetUtcNow(), cancel), cancel);

    /// <summary>Within the recorder's transaction: the floor has these contacts, and SQL knows it.</summary>
    internal static Task MarkOpenedAsync(RecordsDb db, IReadOnlyCollection<string> contacts, DateTimeOffset now, CancellationToken cancel) =>
        db.Inbox.Where(row => contacts.Contains(row.ContactId) && row.OpenedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(inbox => inbox.OpenedAt, now), cancel);

    private async Task<IReadOnlyList<Task<InboxAnswer>>> StoreAsync(IReadOnlyList<InboxItem> items)
    {
        try
        {
            var answers = await store.OnceAsync(db => StoreTogetherAsync(db, items), CancellationToken.None);
            return [.. answers.Select(Task.FromResult)];
        }
        catch (Exception failed) when (!RecordsFailure.IsUnavailable(failed))
        {
            // One item's clash or fault is its own, not its neighbours'.
            List<Task<InboxAnswer>> alone = [];
            foreach (var item in items)
            {
                alone.Add(store.WriteAsync(db => StoreAloneAsync(db, item), CancellationToken.None));
                await ((Task)alone[^1]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            return alone;
        }
        catch (Exception failed)
        {
            throw new RecordsUnavailableException($"The records did not answer ({failed.GetType().Name}).", failed);
        }
    }

    private async Task<IReadOnlyList<InboxAnswer>> StoreTogetherAsync(RecordsDb db, IReadOnlyList<InboxItem> items)
    {
        var ids = items.Select(item => item.Open.Contact.Value).Distinct().ToArray();
        var known = await db.Inbox.Where(row => ids.Contains(row.ContactId)).Select(row => new { row.ContactId, row.PayloadHash })
            .ToDictionaryAsync(row => row.ContactId, row => row.PayloadHash);
        var answers = new InboxAnswer[items.Count];
        var rows = new InboxRows();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (known.TryGetValue(item.Open.Contact.Value, out var hash))
            {
                answers[i] = Compare(hash, item);
                continue;
            }
            var (key, row) = keys.Make(ContactKeys.OwnerOf(item.Open.Contact));
            using (key)
            {
                rows.Add(row);
                rows.Add(item, key, encryption, time.GetUtcNow(), 0, 0);
            }
            known[item.Open.Contact.Value] = item.PayloadHash;
            answers[i] = InboxAnswer.Stored;
        }
        await rows.SaveAsync(db, CancellationToken.None);
        return answers;
    }

    /// <summary>Looks at everything that may be there already: another node's put, evidence that came while SQL was away.</summary>
    private async Task<InboxAnswer> StoreAloneAsync(RecordsDb db, InboxItem item)
    {
        var contact = item.Open.Contact.Value;
        await Turns.TakeAsync(db, ContactKeys.OwnerOf(item.Open.Contact), CancellationToken.None);
        var known = await db.Inbox.FirstOrDefaultAsync(row => row.ChannelKeyId == item.ChannelKeyId && row.IdempotencyKey == item.IdempotencyKey);
        if (known is not null) return Compare(known.PayloadHash, item);
        var evidence = await db.Evidence.Where(row => row.ContactId == contact).MaxAsync(row => (int?)row.Number) ?? 0;
        var texts = await db.Texts.Where(row => row.ContactId == contact).MaxAsync(row => (int?)row.Number) ?? 0;
        using var key = await keys.FindOrAddAsync(db, ContactKeys.OwnerOf(item.Open.Contact), CancellationToken.None);
        var rows = new InboxRows();
        rows.Add(item, key, encryption, time.GetUtcNow(), evidence, texts);
        await rows.SaveAsync(db, CancellationToken.None);
        return InboxAnswer.Stored;
    }

    private static InboxAnswer Compare(string hash, InboxItem item) => hash == item.PayloadHash ? InboxAnswer.AlreadyStored : InboxAnswer.KeyReused;

    private static IReadOnlyList<Wire.IntakeWarning> Warnings(InboxRow row, DataKey key) =>
        JsonSerializer.Deserialize(key.Open(Places.Warnings(row.ContactId), row.Warnings), WireJson.Default.IReadOnlyListIntakeWarning)!;
}
