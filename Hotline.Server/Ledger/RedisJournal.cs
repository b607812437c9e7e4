using System.Globalization;
using Hotline.Server.Floor;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Reads a line's journal and floor from Redis, trims and publishes it.</summary>
internal sealed class RedisJournal(RedisStore store, Replicas replicas, LedgerClock clock, IFloorSettings settings) : IJournal, IFloorPublisher
{
    private const int KeepEntries = 10_000;
    private const int TrimAtOnce = 2000;
    private const int BuildAtOnce = 500;
    private const int ChunksAtOnce = 8;
    private const int StripAtOnce = 2000;

    /// <summary>The embedded engine has one run: this process.</summary>
    private RedisValue HasRuns => store.IsEmbedded ? "0" : "1";

    public async Task<LineHead?> HeadAsync(LineId line, CancellationToken cancel) =>
        await ReadHeadAsync(line) is { Closed: false, Head: var head } ? head : null;

    public async Task<LineHead?> LastHeadAsync(LineId line, CancellationToken cancel) => (await ReadHeadAsync(line))?.Head;

    private async Task<(LineHead Head, bool Closed)?> ReadHeadAsync(LineId line)
    {
        var reply = await store.Database.ScriptEvaluateAsync(LuaScripts.Head, [new LineKeys(line).Meta], [HasRuns]);
        if (reply.IsNull) return null;
        var head = (RedisResult[])reply!;
        return (new LineHead((long)head[0], (long)head[1], head[2].ToString(), (int)head[4] == 1), (int)head[3] == 1);
    }

    public async Task<IReadOnlyList<JournalEntry?>> ReadAsync(LineId line, long epoch, long from, int count, CancellationToken cancel)
    {
        var fields = new RedisValue[count];
        for (var i = 0; i < count; i++) fields[i] = (from + i).ToString(CultureInfo.InvariantCulture);
        var values = await store.Database.HashGetAsync(new LineKeys(line).Journal(epoch), fields);
        return [.. values.Select(value => value.IsNull ? null : EntryText.Parse(line, value.ToString()))];
    }

    /// <summary>Every entity with its version, as it stands now; may be ahead of a head read before.</summary>
    public async Task<List<(EntityWrite Write, long Version)>> ScanAsync(LineId line, long epoch)
    {
        List<(EntityWrite, long)> values = [];
        await foreach (var entry in store.Database.HashScanAsync(new LineKeys(line).Floor(epoch), pageSize: 1000))
        {
            var (version, write) = EntryText.ParseStored(entry.Name.ToString(), entry.Value.ToString());
            values.Add((write, version));
        }
        return values;
    }

    public async Task<IReadOnlyList<string?>> ReadSealedAsync(LineId line, long epoch, IReadOnlyList<long> sequences, CancellationToken cancel)
    {
        if (sequences.Count == 0) return [];
        RedisValue[] fields = [.. sequences.Select(sequence => (RedisValue)sequence.ToString(CultureInfo.InvariantCulture))];
        var values = await store.Database.HashGetAsync(new LineKeys(line).Sealed(epoch), fields);
        return [.. values.Select(value => value.IsNull ? null : value.ToString())];
    }

    public async Task TrimAsync(LineId line, long epoch, long recordedUpTo, CancellationToken cancel)
    {
        var keys = new LineKeys(line);
        // First what is personal.
        while ((long)await store.Database.ScriptEvaluateAsync(LuaScripts.Strip, [keys.Meta, keys.Journal(epoch), keys.Sealed(epoch)], [epoch, recordedUpTo, StripAtOnce]) > 0)
            cancel.ThrowIfCancellationRequested();
        await store.Database.ScriptEvaluateAsync(
            LuaScripts.Trim, [keys.Meta, keys.Journal(epoch), keys.Commands(epoch)], [epoch, recordedUpTo, KeepEntries, TrimAtOnce]);
    }

    public async Task<bool> PublishAsync(
        LineId line, long replaces, long epoch, string tag, IReadOnlyCollection<Contact> contacts, IReadOnlyCollection<Worker> workers, IReadOnlyCollection<Escalation> escalations, CancellationToken cancel)
    {
        var keys = new LineKeys(line);
        var database = store.Database;
        await database.KeyDeleteAsync(keys.AllOf(epoch));
        var rules = settings.RulesOf(line);
        EntityWrite[] writes = [.. EntityWrite.Of(contacts, workers, escalations)];
        // Several on their way at once: Redis takes one while the next is written as text.
        foreach (var chunks in writes.Chunk(BuildAtOnce).Chunk(ChunksAtOnce))
            await Task.WhenAll(chunks.Select(chunk => Task.Run(() => database.HashSetAsync(keys.Floor(epoch), Array.ConvertAll(chunk, write => new HashEntry(write.Field, "0|" + EntryText.Value(write)))), cancel)));
        foreach (var chunks in contacts.Where(contact => contact.State is ContactState.Waiting).Chunk(BuildAtOnce).Chunk(ChunksAtOnce))
            await Task.WhenAll(chunks.Select(chunk => database.SortedSetAddAsync(keys.Waiting(epoch), Array.ConvertAll(chunk, contact => new SortedSetEntry(contact.Id.Value, Rank.Of(contact, rules).Value)))));
        var built = FloorState.Build(epoch, 0, tag, clock.Now, writes.Select(write => (write, 0L)), rules);
        var done = (int)await database.ScriptEvaluateAsync(
            LuaScripts.Publish, [keys.Meta], [replaces, epoch, tag, clock.Now.ToUnixTimeMilliseconds(), keys.Hints.ToString(), HasRuns]);
        // What was just written need not be read again here; the other nodes read it.
        if (done == 1) replicas.Of(line).Begin(built);
        if (done == 1 && replaces > 0) await database.KeyDeleteAsync(keys.AllOf(replaces));
        return done == 1;
    }

    public async Task CloseAsync(LineId line, long epoch, CancellationToken cancel) =>
        await store.Database.ScriptEvaluateAsync(LuaScripts.Close, [new LineKeys(line).Meta], [epoch]);
}
