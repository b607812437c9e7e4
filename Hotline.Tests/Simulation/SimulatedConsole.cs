using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Simulation;

/// <summary>One worker's console: connected to some node, shows what that node's copy says, answers in its own time, sends some orders twice or late.</summary>
internal sealed class SimulatedConsole(World world, int number) : Lived
{
    private readonly Dice dice = Dice.Of(world.Seed, "console", number);
    private readonly Dictionary<string, long> dueMs = [];
    private readonly HashSet<string> asked = [];
    private SimulatedNode? node;
    private long cutUntil;
    private long commands;
    private FloorState view = FloorState.Empty;
    private IReadOnlyList<(ContactId Contact, Fence Fence)> held = [];

    public WorkerId Worker { get; } = new("w" + number.ToString(CultureInfo.InvariantCulture));
    public int Number => number;
    public WorkerProfile Profile { get; } = ProfileOf(world, number);

    /// <summary>Milliseconds; null while not connected and joined.</summary>
    public long? ConnectedSince { get; private set; }

    public long LastBeatMs { get; private set; } = -100_000;

    /// <summary>Contacts its desk has shown as held since the epoch given.</summary>
    public IReadOnlyList<(ContactId Contact, Fence Fence)> Held => held;

    public void Cut(long forMs)
    {
        cutUntil = Math.Max(cutUntil, world.Loop.NowMs + forMs);
        Disconnect();
    }

    public void Mend() => cutUntil = 0;

    public void SendBreak(int forMs) => world.Act(async () =>
    {
        await SendAsync("break", new FloorCommand.SetPresence(Worker, PresenceKind.Break, null), TimeSpan.Zero);
        await world.Loop.Delay(this, forMs);
        await SendAsync("back", new FloorCommand.SetPresence(Worker, PresenceKind.Available, null), TimeSpan.Zero);
    });

    private static WorkerProfile ProfileOf(World world, int number)
    {
        var dice = Dice.Of(world.Seed, "profile", number);
        Channel[] channels = dice.Int(0, 4) switch { 0 => [Channel.Voice], 1 => [Channel.Chat, Channel.Sms], _ => Enum.GetValues<Channel>() };
        return new WorkerProfile(dice.Hits(0.4) ? ["en", "zh"] : ["en"], System.Collections.Immutable.ImmutableDictionary<string, int>.Empty, [.. channels], number == 0);
    }

    public async Task LiveAsync()
    {
        await world.Loop.Delay(this, dice.Int(300, 1500));
        while (true)
        {
            await world.Loop.Delay(this, dice.Int(250, 450));
            if (node is not null && node.IsGone) Disconnect();
            if (cutUntil > world.Loop.NowMs) continue;
            if (node is null) await ConnectAsync();
            if (node is null) continue;
            if (ConnectedSince is null) continue;
            if (world.Loop.NowMs - LastBeatMs >= 4000) BeatAsync(node);
            Look();
            Answer();
        }
    }

    private void Disconnect()
    {
        node = null;
        ConnectedSince = null;
    }

    private async Task ConnectAsync()
    {
        var to = dice.Pick(world.Nodes);
        if (to.IsGone || to.PausedUntil > world.Loop.NowMs) return;
        node = to;
        await JoinAsync(to, held);
    }

    /// <summary>As JoinConsole: lease, floor, then every claim.</summary>
    private async Task JoinAsync(SimulatedNode to, IReadOnlyList<(ContactId Contact, Fence Fence)> claims)
    {
        var joined = await AtNodeAsync(to, async () =>
        {
            await RenewAtAsync(to);
            var answer = await to.Ledger.ExecuteAsync(World.Line, NextId(to), new Actor("worker", Worker.Value), new FloorCommand.JoinFloor(Worker, Profile));
            if (answer is LedgerAnswer.Refused) return false;
            if (world.Plant == Plants.LoseClaim) return true;
            foreach (var (contact, fence) in claims)
            {
                var said = await to.Ledger.ExecuteAsync(World.Line, NextId(to), new Actor("worker", Worker.Value), new FloorCommand.ClaimContact(contact, Worker, fence));
                world.Say(() => $"claim     of {contact} under {fence} by {Worker}: {said}");
                if (said is LedgerAnswer.Refused { Why: Refusal.NotHolder or Refusal.NoCapacity } && fence.Epoch < to.Ledger.State(World.Line).Epoch) world.Checks.DoubleClaim(contact, Worker);
            }
            return true;
        });
        if (node != to) return;
        if (joined)
        {
            ConnectedSince ??= world.Loop.NowMs;
            LastBeatMs = world.Loop.NowMs;
        }
        else if (world.Defences.JoinsAgain) Disconnect();
    }

    private void BeatAsync(SimulatedNode to)
    {
        LastBeatMs = world.Loop.NowMs;
        world.Act(() => AtNodeAsync(to, async () =>
        {
            await RenewAtAsync(to);
            return true;
        }));
    }

    private async Task RenewAtAsync(SimulatedNode to)
    {
        try
        {
            await to.Ledger.AnswerAsync(World.Line, Worker, default);
            if (to.Ledger.State(World.Line).Worker(Worker)?.Presence == PresenceKind.ConsoleLost)
                await to.Ledger.ExecuteAsync(World.Line, NextId(to), new Actor("worker", Worker.Value), new FloorCommand.JoinFloor(Worker, Profile));
        }
        catch (TimeoutException)
        {
            world.Count("leases not renewed");
        }
    }

    /// <summary>The desk as pushed last; what it no longer holds is not held.</summary>
    private void Look()
    {
        var pushed = node!.Ledger.State(World.Line);
        if (pushed.Epoch == 0 || ReferenceEquals(pushed, view)) return;
        var before = held;
        var epochChanged = view.Epoch != 0 && pushed.Epoch > view.Epoch;
        view = pushed;
        held = view.Worker(Worker) is not { } me ? [] : [.. me.Holdings.Where(holding => holding.Kind != HoldingKind.Reserved).Select(holding => (holding.Contact, holding.Fence))];
        foreach (var (contact, fence) in held) world.Checks.Shown(Worker, contact, fence);
        var missing = before.Where(one => held.All(now => now.Contact != one.Contact)).ToList();
        if (!epochChanged || missing.Count == 0 || !world.Defences.ClaimsAfterEpoch) return;
        world.Count("claims after an epoch");
        var to = node;
        world.Act(() => JoinAsync(to, missing));
    }

    private void Answer()
    {
        if (view.Worker(Worker) is not { } me)
        {
            if (ConnectedSince is not null && view.Epoch != 0) Once("join", 2000, () => JoinAsync(node!, held));
            return;
        }
        if (me.Presence is PresenceKind.OffDuty) Once("duty", 1000, () => SendAsync("duty", new FloorCommand.SetPresence(Worker, PresenceKind.Available, null), TimeSpan.Zero));
        if (me.Presence is PresenceKind.NotResponding || (world.IsQuiet && me.Presence is PresenceKind.Break))
            Once("here", world.IsQuiet ? 1000 : 4000, () => SendAsync("here", new FloorCommand.SetPresence(Worker, PresenceKind.Available, null), TimeSpan.Zero));
        foreach (var holding in me.Holdings)
        {
            if (view.Contact(holding.Contact) is not { } contact) continue;
            switch (contact.State)
            {
                case ContactState.Offered when contact.Pending.FirstOrDefault(offer => offer.Worker == Worker) is { } offer:
                    AnswerOffer(contact, offer);
                    break;
                case ContactState.Engaged engaged when engaged.Worker == Worker:
                    Later($"end {contact.Id} {engaged.Fence}", own => world.IsQuiet ? own.Int(2000, 6000) : own.Int(3000, 45_000), own => EndAsync(contact.Id, engaged.Fence, own));
                    break;
                case ContactState.WrapUp wrapUp when wrapUp.Worker == Worker:
                    Later($"finish {contact.Id} {wrapUp.Fence}", own => own.Int(1000, 15_000), own => FinishAsync(contact.Id, wrapUp.Fence, own));
                    break;
            }
        }
        if (me.Holdings.IsEmpty)
            foreach (var called in view.Contacts.Values.Where(contact => contact.LastCallAt is not null && contact.State is ContactState.Waiting).OrderBy(contact => contact.Id.Value, StringComparer.Ordinal))
                Later($"call {called.Id} {called.OffersMade}", own => own.Int(2000, 40_000), _ => SendAsync("take", new FloorCommand.TakeLastCall(called.Id, Worker), Acknowledge.AcceptWait));
    }

    private void AnswerOffer(Contact contact, Offer offer)
    {
        var name = $"{offer.Fence} {contact.Id}";
        Later("show " + name, own => own.Hits(0.05) && !world.IsQuiet ? 7000 : own.Int(50, 400), _ => SendAsync("show", new FloorCommand.ShowOffer(contact.Id, offer.Id, Worker), TimeSpan.Zero));
        var left = (long)(offer.Until - ProcessClock.Start).TotalMilliseconds - world.Loop.NowMs;
        Later("answer " + name, own => world.IsQuiet || own.Hits(0.8) ? own.Int(400, 6000) : own.Hits(0.5) ? left + own.Int(-60, 60) : 60_000, own =>
            !world.IsQuiet && own.Hits(0.12)
                ? SendAsync("decline", new FloorCommand.DeclineOffer(contact.Id, offer.Id, Worker), TimeSpan.Zero)
                : AcceptAsync(contact.Id, offer));
    }

    private async Task AcceptAsync(ContactId contact, Offer offer)
    {
        if (await SendAsync("accept", new FloorCommand.AcceptOffer(contact, offer.Id, Worker, offer.Fence), Acknowledge.AcceptWait) is { Done: true } receipt)
            world.Checks.AcceptAcknowledged(Worker, contact, offer.Fence, receipt);
    }

    private async Task EndAsync(ContactId contact, Fence fence, Dice own)
    {
        if (!world.IsQuiet && own.Hits(0.1)) return;
        if (await SendAsync("end", new FloorCommand.EndContact(contact, Worker, fence, Outcome.Supported), Acknowledge.FullWait) is { Done: true } receipt)
            world.Checks.EndAcknowledged(contact, receipt);
    }

    private Task FinishAsync(ContactId contact, Fence fence, Dice own) => own.Hits(0.25)
        ? SendAsync("extend", new FloorCommand.ExtendWrapUp(contact, Worker, fence), TimeSpan.Zero)
        : own.Hits(0.6) || world.IsQuiet ? SendAsync("finish", new FloorCommand.FinishWrapUp(contact, Worker, fence), TimeSpan.Zero) : Task.CompletedTask;

    /// <summary>Acts once on something seen, after a while; again only when it is seen again long after.</summary>
    private void Later(string what, Func<Dice, long> after, Func<Dice, Task> act)
    {
        var own = Dice.Of(world.Seed, what, number);
        if (!dueMs.TryGetValue(what, out var due)) dueMs[what] = due = world.Loop.NowMs + after(own);
        if (due > world.Loop.NowMs) return;
        dueMs[what] = world.Loop.NowMs + (world.IsQuiet ? 4000 : 15_000);
        world.Act(() => act(own));
    }

    private void Once(string what, int everyMs, Func<Task> act)
    {
        if (dueMs.TryGetValue(what, out var due) && due > world.Loop.NowMs) return;
        dueMs[what] = world.Loop.NowMs + everyMs;
        world.Act(act);
    }

    private CommandId NextId(SimulatedNode at) => new(string.Create(CultureInfo.InvariantCulture, $"{at.Ledger.Now.ToUnixTimeMilliseconds()}-{number:x4}{++commands:x12}"));

    /// <summary>An order with its id: some are sent twice, at once or to another node; one without an answer is sent again under the same id.</summary>
    private async Task<Wire.Receipt?> SendAsync(string what, FloorCommand command, TimeSpan wait)
    {
        if (node is not { } to) return null;
        var own = Dice.Of(world.Seed, what, (number * 100_000) + asked.Count);
        asked.Add(what + asked.Count);
        var id = NextId(to);
        if (own.Hits(0.1)) world.Act(() => OrderAsync(own.Pick(world.Nodes), id, command, wait, own.Int(0, 3000)));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await OrderAsync(to, id, command, wait, 0) is { } receipt) return receipt;
            await world.Loop.Delay(this, own.Int(300, 3000));
            if (node is not { } other) return null;
            to = other;
        }
        return null;
    }

    private async Task<Wire.Receipt?> OrderAsync(SimulatedNode to, CommandId id, FloorCommand command, TimeSpan wait, int afterMs)
    {
        if (afterMs > 0) await world.Loop.Delay(this, afterMs);
        return await AtNodeAsync<Wire.Receipt?>(to, async () =>
            await to.Acknowledge.ExecuteAsync(World.Line, id.Value, new Actor("worker", Worker.Value), command, wait, default));
    }

    /// <summary>Default when there is no answer: the console was cut, or the process is gone.</summary>
    private Task<T?> AtNodeAsync<T>(SimulatedNode to, Func<Task<T>> work)
    {
        var answer = new TaskCompletionSource<T?>();
        var way = dice.Int(2000, 30_000);
        world.Loop.After(to, way, () => world.Act(async () =>
        {
            if (cutUntil > world.Loop.NowMs) return;
            var result = await work();
            world.Loop.After(this, way, () =>
            {
                if (cutUntil <= world.Loop.NowMs) answer.TrySetResult(result);
            });
        }));
        world.Loop.After(this, 10_000_000, () => answer.TrySetResult(default));
        return answer.Task;
    }
}
