using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Tests.Simulation;

/// <summary>All that Redis holds of the line, at one moment. Immutable: an earlier one is a roll-back.</summary>
internal sealed record RedisImage
{
    public static readonly RedisImage Empty = new();

    public LineHead? Head { get; init; }
    public bool IsClosed { get; init; }

    /// <summary>Run of Redis that the floor was published to.</summary>
    public long Run { get; init; }
    public DateTimeOffset At { get; init; }
    public long Trimmed { get; init; }

    /// <summary>Commands issued before are refused: what they did is forgotten.</summary>
    public long ForgottenMs { get; init; }

    public FloorState Floor { get; init; } = FloorState.Empty;
    public ImmutableDictionary<(long Epoch, long Sequence), JournalEntry> Journal { get; init; } = ImmutableDictionary<(long, long), JournalEntry>.Empty;
    public ImmutableDictionary<string, long> Commands { get; init; } = ImmutableDictionary<string, long>.Empty;
    public ImmutableDictionary<WorkerId, long> Consoles { get; init; } = ImmutableDictionary<WorkerId, long>.Empty;
    public ImmutableDictionary<string, (object Holder, long UntilMs)> Leases { get; init; } = ImmutableDictionary<string, (object, long)>.Empty;
}

/// <summary>What commit.lua is given.</summary>
internal sealed record CommitOrder(
    long Epoch, CommandId Id, Actor Actor, Decision.Changed Changed, Dictionary<string, long> Reads, LeaseGuard? Guard, DateTimeOffset Now, string Tag,
    LineHead Known);

internal enum CommitResult { Committed, Repeated, Moved, Guarded, Stale, OtherEpoch, Behind }

internal sealed record CommitReply(CommitResult Result, JournalEntry? Entry = null, IReadOnlyList<(string Field, long Version, EntityWrite Write)>? Moved = null);

/// <summary>Redis with the semantics of the scripts in Ledger/Scripts, which may be away, roll back and forget.</summary>
internal sealed class SimulatedRedis(World world)
{
    private readonly Queue<(long AtMs, RedisImage Image)> written = new([(0, RedisImage.Empty)]);

    public RedisImage Image { get; private set; } = RedisImage.Empty;
    public long RunId { get; private set; } = 1;
    public bool IsUp { get; set; } = true;

    /// <summary>Chance that a command runs and its answer is lost.</summary>
    public double LosesAnswers { get; set; }

    public double LosesHints { get; set; }
    public int ExtraLatencyMs { get; set; }

    public DateTimeOffset Time => ProcessClock.Start.AddMicroseconds(world.Loop.Now);

    public event Action<JournalEntry>? Hint;
    public event Action? Published;

    public void Keep(RedisImage image)
    {
        Image = image;
        written.Enqueue((world.Loop.NowMs, image));
        while (written.Count > 1 && written.Peek().AtMs < world.Loop.NowMs - 5000) written.Dequeue();
    }

    /// <summary>Another run of Redis, with what stood on disk some milliseconds ago; -1 = nothing.</summary>
    public void Restart(long lostMs)
    {
        RunId++;
        var then = lostMs < 0 ? RedisImage.Empty : written.LastOrDefault(one => one.AtMs <= world.Loop.NowMs - lostMs, written.Peek()).Image;
        written.Clear();
        Keep(then);
    }

    public CommitReply Commit(CommitOrder order)
    {
        var image = Image;
        if (image.Head is not { } head || image.IsClosed || head.Epoch != order.Epoch) return new CommitReply(CommitResult.OtherEpoch);
        if (world.Defences.RefusesBehind && !Extends(image, head, order.Known)) return new CommitReply(CommitResult.Behind);
        if (world.Plant != Plants.ForgetCommands && image.Commands.TryGetValue(order.Id.Value, out var earlier))
            return image.Journal.TryGetValue((order.Epoch, earlier), out var entry) ? new CommitReply(CommitResult.Repeated, entry) : new CommitReply(CommitResult.Stale);
        if (image.ForgottenMs > 0 && order.Id.IssuedAtMs != 0 && order.Id.IssuedAtMs < image.ForgottenMs) return new CommitReply(CommitResult.Stale);
        var moved = order.Reads.Where(read => image.Floor.Versions.GetValueOrDefault(read.Key, TrackedView.Missing) != read.Value)
            .Select(read => Stored(image, read.Key)).ToList();
        if (moved.Count > 0) return new CommitReply(CommitResult.Moved, null, moved);
        if (world.Plant != Plants.NoLeaseGuard && order.Guard is { } guard && (image.Consoles.TryGetValue(guard.Worker, out var lease) ? lease : (long?)null) != guard.Value)
            return new CommitReply(CommitResult.Guarded);

        var committed = new JournalEntry(
            World.Line, head.Epoch, head.Sequence + 1, order.Now > image.At ? order.Now : image.At, order.Tag, head.Tag, order.Id, order.Actor, Writes(order.Changed), order.Changed.Events);
        Keep(image with
        {
            Head = new LineHead(head.Epoch, committed.Sequence, committed.Tag),
            At = committed.At,
            Floor = image.Floor.Apply(committed, world.Rules),
            Journal = image.Journal.Add((committed.Epoch, committed.Sequence), committed),
            Commands = image.Commands.SetItem(order.Id.Value, committed.Sequence),
        });
        Hint?.Invoke(committed);
        return new CommitReply(CommitResult.Committed, committed);
    }

    /// <summary>True when what stands here goes on from what the node knows.</summary>
    private static bool Extends(RedisImage image, LineHead head, LineHead known) =>
        known.Epoch != head.Epoch || (known.Sequence <= head.Sequence
            && (known.Sequence == head.Sequence ? known.Tag == head.Tag
                : !image.Journal.TryGetValue((known.Epoch, known.Sequence), out var entry) || entry.Tag == known.Tag));

    public static (string Field, long Version, EntityWrite Write) Stored(RedisImage image, string field)
    {
        var version = image.Floor.Versions.GetValueOrDefault(field, TrackedView.Missing);
        return (field, version, field[0] == 'c'
            ? new EntityWrite(field, image.Floor.Contact(new ContactId(field[2..])), null)
            : new EntityWrite(field, null, image.Floor.Worker(new WorkerId(field[2..]))));
    }

    public bool Publish(long replaces, long epoch, string tag, IReadOnlyCollection<Contact> contacts, IReadOnlyCollection<Worker> workers, DateTimeOffset now)
    {
        if (Image.Head is { } head && head.Epoch != replaces) return false;
        var values = contacts.Select(contact => (new EntityWrite(FloorState.Field(contact.Id), contact, null), 0L))
            .Concat(workers.Select(worker => (new EntityWrite(FloorState.Field(worker.Id), null, worker), 0L)));
        Keep(Image with
        {
            Head = new LineHead(epoch, 0, tag), IsClosed = false, Run = RunId, At = now, Trimmed = 0, ForgottenMs = 0,
            Floor = FloorState.Build(epoch, 0, tag, now, values, world.Rules),
            Journal = ImmutableDictionary<(long, long), JournalEntry>.Empty, Commands = ImmutableDictionary<string, long>.Empty,
        });
        Published?.Invoke();
        return true;
    }

    /// <summary>As head.lua: another run than the floor was published to may have lost what it said it had.</summary>
    public LineHead? Head => Image.Head is { } head ? head with { Restarted = world.Defences.NoticesRestarts && Image.Run != RunId } : null;

    public void Close(long epoch)
    {
        if (Image.Head?.Epoch == epoch && world.Plant != Plants.NeverClose) Keep(Image with { IsClosed = true });
    }

    public void Trim(long epoch, long recordedTo, int keep)
    {
        var image = Image;
        if (image.Head is not { } head || head.Epoch != epoch) return;
        var to = Math.Min(recordedTo, head.Sequence - keep);
        if (to <= image.Trimmed) return;
        var (journal, commands, forgotten) = (image.Journal, image.Commands, image.ForgottenMs);
        for (var sequence = image.Trimmed + 1; sequence <= to; sequence++)
        {
            if (!journal.TryGetValue((epoch, sequence), out var entry)) continue;
            journal = journal.Remove((epoch, sequence));
            commands = commands.Remove(entry.Command.Value);
            forgotten = entry.At.ToUnixTimeMilliseconds();
        }
        Keep(image with { Journal = journal, Commands = commands, ForgottenMs = forgotten, Trimmed = to });
    }

    public bool Hold(string name, object holder, long lifeMs)
    {
        var now = world.Loop.NowMs;
        if (Image.Leases.TryGetValue(name, out var lease) && lease.UntilMs > now && lease.Holder != holder) return false;
        Keep(Image with { Leases = Image.Leases.SetItem(name, (holder, now + lifeMs)) });
        return true;
    }

    public static ImmutableArray<EntityWrite> Writes(Decision.Changed changed) =>
    [
        .. changed.Contacts.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => new EntityWrite(FloorState.Field(pair.Key), pair.Value, null)),
        .. changed.Workers.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Select(pair => new EntityWrite(FloorState.Field(pair.Key), null, pair.Value)),
    ];
}
