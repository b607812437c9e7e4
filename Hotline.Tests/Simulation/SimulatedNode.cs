using Hotline.Server.Attendance;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Handover;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hotline.Tests.Simulation;

/// <summary>One server process: the real rooms over a simulated Redis, SQL and clock. A start after a kill is a new one.</summary>
internal sealed class SimulatedNode : Lived, IFloorSettings, IServiceScopeFactory, IServiceScope, IServiceProvider
{
    private static readonly HotlineMeter Meter = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
    private static readonly GradeContact Grading = new(new ShippedRules(), Meter);
    private static readonly IOptions<IntakeOptions> Options = Microsoft.Extensions.Options.Options.Create(new IntakeOptions());

    private readonly World world;
    private readonly LineRounds rounds;
    private readonly LineRecorder recorder;
    private readonly ForgetRecorded forget;
    private bool stirred;
    private TaskCompletionSource? dispatchWake;
    private TaskCompletionSource? recorderWake;
    private TaskCompletionSource? feedWake;

    public SimulatedNode(World world, int number, int life)
    {
        this.world = world;
        Number = number;
        var dice = Dice.Of(world.Seed, "node", (number * 1000) + life);
        Clock = new ProcessClock(world.Loop, this, dice.Int(-400, 400));
        Ledger = new SimulatedLedger(world, this, Dice.Of(world.Seed, "redis link", (number * 1000) + life));
        Records = new NodeRecords(world, this, Dice.Of(world.Seed, "sql link", (number * 1000) + life));
        Dice = dice;
        Find = new FindContact(Ledger, Records, Records);
        Rescore = new RescoreFromEvidence(Records, Grading, Ledger, new RescoreFromEvidence.Ways(Records, new NothingCarried(), Clock), Find, Options);
        Acknowledge = new Acknowledge(Records, Ledger);
        var lose = new LoseConsoles(Ledger, Ledger, Ledger, NullLogger<LoseConsoles>.Instance);
        var sweep = new SweepInbox(Ledger, Records, this, NullLogger<SweepInbox>.Instance);
        rounds = new LineRounds(Ledger, this, new OutsideOnlyInbox(sweep), lose, new OfferContacts(Ledger), new SeekReceivers(Ledger), Clock);
        var reader = new JournalReader(Ledger, Ledger);
        recorder = new LineRecorder(World.Line, reader, Records, Records, new RestoreFloor(Ledger, Ledger, reader, Records, Records, Records), Records);
        forget = new ForgetRecorded(Ledger, this);
        Ledger.Moved += (_, _) => Stir();
    }

    public int Number { get; }
    public Dice Dice { get; }
    public ProcessClock Clock { get; }
    public SimulatedLedger Ledger { get; }
    public NodeRecords Records { get; }
    public FindContact Find { get; }
    public RescoreFromEvidence Rescore { get; }
    public Acknowledge Acknowledge { get; }
    public long CutFromRedisUntil { get; set; }

    public static Grade Grade(IReadOnlyList<Evidence> evidence) => Grading.Of(World.Line, "en", evidence);

    public bool IsWell => !IsGone && PausedUntil <= world.Loop.NowMs && CutFromRedisUntil <= world.Loop.NowMs;

    public IReadOnlyCollection<LineId> Lines => [World.Line];
    public FloorRules RulesOf(LineId line) => world.Rules;
    IServiceScope IServiceScopeFactory.CreateScope() => this;
    IServiceProvider IServiceScope.ServiceProvider => this;
    object? IServiceProvider.GetService(Type serviceType) => serviceType == typeof(RescoreFromEvidence) ? Rescore : null;
    void IDisposable.Dispose() { }

    public void Start()
    {
        world.Redis.Hint += OnHint;
        world.Redis.Published += OnPublished;
        world.Act(async () =>
        {
            await RestoreAtStartAsync();
            world.Act(FeedAsync);
            world.Act(DispatchAsync);
            world.Act(RecordAsync);
        });
    }

    /// <summary>As RecorderLoops.RestoreAllAsync: before anything else runs, a look whether floor and record fit.</summary>
    private async Task RestoreAtStartAsync()
    {
        try
        {
            for (var waited = 0; waited < 10_000; waited += 100)
            {
                if (await Ledger.HoldAsync(World.Line, "recorder", TimeSpan.FromSeconds(2), default))
                {
                    await recorder.StepAsync((_, _) => { }, (_, why, outcome) => world.Restored(this, why, outcome.Salvaged), default);
                    return;
                }
                if (await Ledger.HeadAsync(World.Line, default) is not null) return;
                await world.Loop.Delay(this, 100);
            }
        }
        catch (Exception failed) when (failed is TimeoutException or RecordsUnavailableException)
        {
            recorder.Forget();
        }
    }

    public void Kill()
    {
        IsGone = true;
        world.Redis.Hint -= OnHint;
        world.Redis.Published -= OnPublished;
    }

    private void OnPublished()
    {
        if (CutFromRedisUntil > world.Loop.NowMs || Dice.Hits(world.Redis.LosesHints)) return;
        world.Loop.After(this, Dice.Int(100, 3000), () => feedWake?.TrySetResult());
    }

    private void OnHint(JournalEntry entry)
    {
        if (CutFromRedisUntil > world.Loop.NowMs || Dice.Hits(world.Redis.LosesHints)) return;
        world.Loop.After(this, Dice.Int(100, 3000), () => Ledger.Replica.Offer(entry));
    }

    private void Stir()
    {
        stirred = true;
        dispatchWake?.TrySetResult();
        recorderWake?.TrySetResult();
    }

    /// <summary>As ReplicaFeed: at the head of the journal by hint and every 250 ms; a floor behind what was seen is closed.</summary>
    private async Task FeedAsync()
    {
        for (var round = 0; ; round++)
        {
            try
            {
                if (round % 8 == 0) await MeasureAsync();
                await CatchUpAsync();
            }
            catch (TimeoutException)
            {
                world.Count("feed failed");
            }
            feedWake = new TaskCompletionSource();
            await Task.WhenAny(feedWake.Task, world.Loop.Delay(this, 250));
        }
    }

    private async Task MeasureAsync()
    {
        var before = Clock.GetUtcNow();
        var redis = await Ledger.CallAsync(() => world.Redis.Time);
        var after = Clock.GetUtcNow();
        if (after - before < TimeSpan.FromMilliseconds(50)) Ledger.Clock.Measure(before, redis, after);
    }

    private async Task CatchUpAsync()
    {
        var image = await Ledger.CallAsync(() => world.Redis.Image);
        var replica = Ledger.Replica;
        if (image.Head is not { } head || image.IsClosed)
        {
            if (replica.State.Epoch != 0) replica.Clear();
            return;
        }
        var state = replica.State;
        if (replica.IsForked || head.Epoch < replica.LastEpoch || (head.Epoch == state.Epoch && head.Sequence < state.Sequence && await IsBehindAsync(state)))
        {
            await GiveUpAsync(head);
            return;
        }
        if (head.Epoch == state.Epoch && head.Sequence < state.Sequence) return;
        if (head.Epoch != state.Epoch || (head.Sequence > state.Sequence && !image.Journal.ContainsKey((head.Epoch, state.Sequence + 1))))
        {
            if (head.Epoch != state.Epoch && state.Epoch != 0) replica.Clear();
            var values = image.Floor.Contacts.Values.Select(contact => new EntityWrite(FloorState.Field(contact.Id), contact, null))
                .Concat(image.Floor.Workers.Values.Select(worker => new EntityWrite(FloorState.Field(worker.Id), null, worker)))
                .Select(write => (write, image.Floor.Versions[write.Field]));
            replica.Replace(FloorState.Build(head.Epoch, head.Sequence, head.Tag, image.At, values, world.Rules));
            world.Count("snapshots");
            return;
        }
        for (var sequence = state.Sequence + 1; sequence <= head.Sequence; sequence++) replica.Offer(image.Journal[(head.Epoch, sequence)]);
        if (replica.IsForked || (replica.State is { } there && there.Epoch == head.Epoch && there.Sequence == head.Sequence && there.Tag != head.Tag)) await GiveUpAsync(head);
    }

    private async Task<bool> IsBehindAsync(FloorState seen) =>
        await Ledger.CallAsync(() => world.Redis.Image.Head) is { } again && again.Epoch == seen.Epoch && again.Sequence < seen.Sequence;

    private async Task GiveUpAsync(LineHead head)
    {
        world.Count("forks seen by a node");
        await Ledger.CallAsync(() => world.Close(head.Epoch));
        Ledger.Replica.Clear();
    }

    /// <summary>As DispatchLoop: the lease, then one round; woken by every move.</summary>
    private async Task DispatchAsync()
    {
        DateTimeOffset? since = null;
        var renewed = long.MinValue / 2;
        while (true)
        {
            try
            {
                if (world.Loop.NowMs - renewed >= 500)
                {
                    renewed = world.Loop.NowMs;
                    var holds = await Ledger.HoldAsync(World.Line, "leader", TimeSpan.FromSeconds(2), default);
                    if (holds != since is not null)
                    {
                        since = holds ? Ledger.Now : null;
                        if (holds) world.Count("leaders");
                    }
                }
                stirred = false;
                await rounds.RunAsync(World.Line, since, default);
            }
            catch (Exception failed) when (failed is TimeoutException or RecordsUnavailableException)
            {
                (since, renewed) = (null, long.MinValue / 2);
            }
            dispatchWake = new TaskCompletionSource();
            if (!stirred) await Task.WhenAny(dispatchWake.Task, world.Loop.Delay(this, 200));
            else await world.Loop.Delay(this, 1);
        }
    }

    /// <summary>As RecorderLoops: the lease, then one step of the real recorder after the other.</summary>
    private async Task RecordAsync()
    {
        long? held = null;
        var lookedToForget = 0L;
        while (true)
        {
            try
            {
                if (held is null || world.Loop.NowMs - held > 500)
                {
                    held = await Ledger.HoldAsync(World.Line, "recorder", TimeSpan.FromSeconds(2), default) ? world.Loop.NowMs : null;
                    if (held is null) recorder.Forget();
                }
                if (held is null)
                {
                    await world.Loop.Delay(this, 500);
                    continue;
                }
                var step = await recorder.StepAsync((_, _) => { }, (_, why, outcome) => world.Restored(this, why, outcome.Salvaged), default);
                if (step == RecorderStep.Recorded && recorder.Point is { } point) await Ledger.TrimAsync(World.Line, point.Epoch, point.Sequence, default);
                if (recorder.Point is { } recordedTo && world.Loop.NowMs - lookedToForget > 1000)
                {
                    lookedToForget = world.Loop.NowMs;
                    await forget.ForgetAsync(recordedTo, default);
                }
                if (step != RecorderStep.Idle) continue;
                recorderWake = new TaskCompletionSource();
                await Task.WhenAny(recorderWake.Task, world.Loop.Delay(this, 300));
            }
            catch (Exception failed) when (failed is TimeoutException or RecordsUnavailableException)
            {
                recorder.Forget();
                await world.Loop.Delay(this, 500);
            }
        }
    }
}
