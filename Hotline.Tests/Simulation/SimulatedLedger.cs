using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Tests.Simulation;

/// <summary>One process's ledger: decides on its own copy, commits to the simulated Redis, decides again over what moved. As RedisLedger does.</summary>
internal sealed class SimulatedLedger : ILedger, IGuardedLedger, IJournal, IFloorPublisher, ILeases, IConsoleLeases, IRecentEntries
{
    private const int Attempts = 24;
    private readonly World world;
    private readonly SimulatedNode node;
    private readonly Dice dice;

    public SimulatedLedger(World world, SimulatedNode node, Dice dice)
    {
        (this.world, this.node, this.dice) = (world, node, dice);
        Clock = new LedgerClock(node.Clock);
        Replica = new LineReplica(World.Line, Clock, () => world.Rules);
        Replica.Moved += (line, entry) => Moved?.Invoke(line, entry);
    }

    public LedgerClock Clock { get; }
    public LineReplica Replica { get; }
    public DateTimeOffset Now => Clock.Now;

    public event Action<LineId, JournalEntry?>? Moved;

    public FloorState State(LineId line) => Replica.State;

    public Task<T> CallAsync<T>(Func<T> command)
    {
        var redis = world.Redis;
        var run = redis.RunId;
        return world.Call(node, dice.Int(100, 1500) + (redis.ExtraLatencyMs * 1000), dice.Int(100, 1500), command,
            () => node.CutFromRedisUntil > world.Loop.NowMs ? (2000, new TimeoutException("cut")) : !redis.IsUp || redis.RunId != run ? (dice.Int(1, 20), new TimeoutException("away")) : null,
            () => redis.RunId != run || dice.Hits(redis.LosesAnswers) ? (dice.Int(20, 2000), new TimeoutException("answer lost")) : null);
    }

    public Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, CancellationToken cancel = default) =>
        ExecuteAsync(line, id, actor, command, null, cancel);

    public async Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, LeaseGuard? guard, CancellationToken cancel)
    {
        try
        {
            return await TryAsync(id, actor, command, guard);
        }
        catch (TimeoutException)
        {
            return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
        }
    }

    private async Task<LedgerAnswer> TryAsync(CommandId id, Actor actor, FloorCommand command, LeaseGuard? guard)
    {
        Dictionary<string, (long Version, EntityWrite Write)> fresh = [];
        var certain = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var state = Replica.State;
            if (state.Epoch == 0) return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
            foreach (var old in fresh.Where(value => state.Versions.GetValueOrDefault(value.Key, TrackedView.Missing) > value.Value.Version).Select(value => value.Key).ToArray()) fresh.Remove(old);
            var view = new TrackedView(state, fresh);
            var decision = world.Decide(view, command, new Moment(Clock.Now, state.Epoch));
            if (decision is not Decision.Changed changed)
            {
                if (certain) return decision is Decision.Refused refused ? new LedgerAnswer.Refused(refused.Why) : new LedgerAnswer.Unchanged(state.Epoch, state.Sequence);
                if (await VerifyAsync(state, id, view.Reads, fresh) is { } answer) return answer;
                certain = true;
                continue;
            }
            var order = new CommitOrder(state.Epoch, id, actor, changed, view.Reads, guard, Clock.Now, world.NextTag(), new LineHead(state.Epoch, state.Sequence, state.Tag));
            var reply = await CallAsync(() => world.Commit(node, order));
            switch (reply.Result)
            {
                case CommitResult.Committed:
                    Clock.Saw(reply.Entry!.At);
                    Replica.Offer(reply.Entry);
                    return new LedgerAnswer.Committed(reply.Entry, false);
                case CommitResult.Repeated:
                    world.Count("commands repeated");
                    return new LedgerAnswer.Committed(reply.Entry!, true);
                case CommitResult.Moved:
                    world.Count("decided again");
                    foreach (var (field, version, write) in reply.Moved!) fresh[field] = (version, write);
                    certain = false;
                    break;
                case CommitResult.Guarded:
                    world.Count("losses guarded");
                    return new LedgerAnswer.Refused(Refusal.NothingDue);
                case CommitResult.Stale:
                    world.Count("commands stale");
                    return new LedgerAnswer.Refused(Refusal.StaleCommand);
                case CommitResult.Behind:
                    world.Count("commits refused as behind");
                    return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
                default:
                    return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
            }
        }
        return new LedgerAnswer.Refused(Refusal.Contended);
    }

    private async Task<LedgerAnswer?> VerifyAsync(FloorState state, CommandId id, Dictionary<string, long> reads, Dictionary<string, (long, EntityWrite)> fresh)
    {
        var image = await CallAsync(() => world.Redis.Image);
        if (image.Head?.Epoch != state.Epoch || image.IsClosed) return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
        if (image.Commands.TryGetValue(id.Value, out var earlier))
            return image.Journal.TryGetValue((state.Epoch, earlier), out var entry) ? new LedgerAnswer.Committed(entry, true) : new LedgerAnswer.Refused(Refusal.StaleCommand);
        foreach (var field in reads.Keys)
        {
            var (_, version, write) = SimulatedRedis.Stored(image, field);
            fresh[field] = (version, write);
        }
        return null;
    }

    // What recorder, restorer and dispatch ask

    public Task<LineHead?> HeadAsync(LineId line, CancellationToken cancel) => CallAsync(() => world.Redis.Image.IsClosed ? null : world.Redis.Head);

    public Task<LineHead?> LastHeadAsync(LineId line, CancellationToken cancel) => CallAsync(() => world.Redis.Head);

    public async Task<IReadOnlyList<JournalEntry?>> ReadAsync(LineId line, long epoch, long from, int count, CancellationToken cancel)
    {
        var image = await CallAsync(() => world.Redis.Image);
        List<JournalEntry?> entries = [];
        for (var sequence = from; sequence < from + count; sequence++)
        {
            entries.Add(world.Plant == Plants.RestoreWithoutDrain && image.IsClosed ? null : image.Journal.GetValueOrDefault((epoch, sequence)));
            if (entries[^1] is null) break;
        }
        return entries;
    }

    // Nothing travels sealed here: that has tests of its own.
    public Task<IReadOnlyList<string?>> ReadSealedAsync(LineId line, long epoch, IReadOnlyList<long> sequences, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string?>>([.. sequences.Select(_ => (string?)null)]);

    public string? SealedOf(LineId line, long epoch, long sequence) => null;

    public IReadOnlyList<JournalEntry> After(LineId line, long epoch, long sequence, int most)
    {
        var left = world.Defences.RemembersEntries && world.Plant != Plants.RestoreWithoutDrain ? Replica.After(epoch, sequence, most) : [];
        if (left.Count > 0) world.Count("restores that found entries in a node's memory");
        return left;
    }

    public long LastEpoch(LineId line) => Replica.LastEpoch;

    public Task TrimAsync(LineId line, long epoch, long recordedUpTo, CancellationToken cancel) => CallAsync(() =>
    {
        world.Redis.Trim(epoch, recordedUpTo, world.KeepEntries);
        return 0;
    });

    public Task<bool> PublishAsync(LineId line, long replaces, long epoch, string tag, IReadOnlyCollection<Contact> contacts, IReadOnlyCollection<Worker> workers, IReadOnlyCollection<Escalation> escalations, CancellationToken cancel) =>
        CallAsync(() => world.Publish(node, replaces, epoch, tag, contacts, workers, Clock.Now));

    public Task CloseAsync(LineId line, long epoch, CancellationToken cancel) => CallAsync(() => world.Close(epoch));

    public Task<bool> HoldAsync(LineId line, string name, TimeSpan life, CancellationToken cancel) => CallAsync(() => world.Redis.Hold(name, node, (long)life.TotalMilliseconds));

    public Task ReleaseAsync(LineId line, string name, CancellationToken cancel) => Task.CompletedTask;

    public Task AnswerAsync(LineId line, WorkerId worker, CancellationToken cancel)
    {
        var now = Clock.Now.ToUnixTimeMilliseconds();
        return CallAsync(() =>
        {
            world.Redis.Keep(world.Redis.Image with { Consoles = world.Redis.Image.Consoles.SetItem(worker, now) });
            return 0;
        });
    }

    public Task EndAsync(LineId line, WorkerId worker, CancellationToken cancel) => Task.CompletedTask;

    public async Task<IReadOnlyDictionary<WorkerId, DateTimeOffset>> ReadAsync(LineId line, CancellationToken cancel)
    {
        var leases = (await CallAsync(() => world.Redis.Image)).Consoles;
        return leases.ToDictionary(lease => lease.Key, lease => DateTimeOffset.FromUnixTimeMilliseconds(lease.Value));
    }
}
