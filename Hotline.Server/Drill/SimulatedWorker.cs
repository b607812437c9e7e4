using System.Collections.Concurrent;

namespace Hotline.Server.Drill;

/// <summary>A worker as the drill plays one: takes what is offered after a moment, declines some, talks, wraps up, and says "I'm here" when marked absent.</summary>
internal sealed partial class SimulatedWorker
{
    private readonly Tools tools;
    private readonly DrillPlan plan;
    private readonly DrillClock clock;
    private readonly ContactStories stories;
    private readonly Chance chance;
    private readonly SimulatedConsole console;
    private readonly HoldBook book;
    private readonly CancellationToken stop;
    private readonly Lock gate = new();
    private readonly Dictionary<string, CancellationTokenSource> offers = [];
    private readonly Dictionary<string, string> fences = [];
    private readonly ConcurrentDictionary<string, Task> conducts = new();
    private readonly HashSet<string> answered = [];
    private Wire.DeskView? desk;
    private bool returning;
    private bool leaving;
    private string cookie = "";

    public SimulatedWorker(int number, string user, Tools tools, Func<CancellationToken, Task<string>> signIn, CancellationToken stop)
    {
        this.tools = tools;
        (plan, clock, stories, this.stop) = (tools.Plan, tools.Clock, tools.Stories, stop);
        chance = new Chance(plan.Seed, number);
        book = new HoldBook(user);
        console = new SimulatedConsole(new SimulatedConsole.Seat(plan.Url, plan.Keys.Line, async again => cookie = await signIn(again), Claims, See, BeatAnswered), clock, chance);
    }

    /// <summary>What all workers of a drill share.</summary>
    internal sealed record Tools(DrillPlan Plan, DrillClock Clock, ContactStories Stories, HandOvers? HandOvers = null)
    {
        private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Fails with the first failure of any simulated worker; otherwise never completes.</summary>
        public Task Failed => failed.Task;

        /// <summary>Only the end of the drill ends a worker's task from outside; whatever else fails must be seen.</summary>
        public void Watch(Task task) => task.ContinueWith(
            done => failed.TrySetException(done.Exception!.InnerExceptions), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>True: answers at once, ends at once, never declines; for the probe.</summary>
    public bool Brisk { get; set; }

    public int OffersExpired { get; private set; }
    public int Declined { get; private set; }
    public int ConsolesLost { get; private set; }
    public int Reconnects => Math.Max(0, console.Reconnects);

    /// <summary>Free and on duty, as the desk last said.</summary>
    public bool IsFree => desk is { Me.Presence: Wire.Presence.Available, Offers.Count: 0, Engagements.Count: 0 };

    public bool HoldsNothing => conducts.IsEmpty && desk is null or { Engagements.Count: 0 };

    public Task RunAsync(string cookie)
    {
        this.cookie = cookie;
        var shift = console.RunAsync(cookie, stop);
        tools.Watch(shift);
        return shift;
    }

    public IReadOnlyList<Hold> Holds()
    {
        lock (gate)
            return book.Holds(clock.Now);
    }

    /// <summary>Off duty, as far as the server still answers.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        leaving = true;
        await console.OrderAsync(nameof(Wire.IConsoleHub.SetPresence), new Wire.PresenceOrder(NextId(), Wire.Presence.OffDuty, null), cancel);
    }

    private void BeatAnswered(TimeSpan at)
    {
        lock (gate)
            book.Answered(at);
    }

    private IReadOnlyList<string> Claims()
    {
        lock (gate)
            return desk is null ? [] : [.. desk.Engagements.Select(held => held.Claim)];
    }

    private void See(Wire.DeskView view)
    {
        var now = clock.Now;
        lock (gate)
        {
            if (desk is { } shown && OrderOf(view) < OrderOf(shown))
                return;
            desk = view;
            var engaged = view.Engagements.Where(held => held.Phase == Wire.Phase.Engaged).ToDictionary(held => held.ContactId, held => held.Fence);
            book.Seen(engaged.Keys, OrderOf(view), now);
            foreach (var (contact, fence) in engaged)
                fences[contact] = fence;
            foreach (var held in view.Engagements)
                Conduct(held.ContactId, held.Fence, held.Phase);
            SeeOffers(view, now);
            if (!returning && !leaving && view.Me.Chosen != Wire.Presence.Available)
                tools.Watch(ReturnAsync());
        }

        foreach (var held in view.Engagements)
            stories.Of(held.ContactId).Answer(now);
        foreach (var order in tools.HandOvers?.See(view) ?? [])
            tools.Watch(OrderAsync(order));
    }

    private void SeeOffers(Wire.DeskView view, TimeSpan now)
    {
        foreach (var (offer, gone) in offers.Where(pair => view.Offers.All(shown => shown.OfferId != pair.Key)).ToList())
        {
            offers.Remove(offer);
            gone.Cancel();
        }

        foreach (var offer in view.Offers.Where(offer => answered.Add(offer.OfferId)))
        {
            stories.Of(offer.ContactId).Show(now);
            var gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
            offers[offer.OfferId] = gone;
            tools.Watch(AnswerAsync(offer, gone.Token));
        }
    }

    /// <summary>Chosen presence back to available: at the start, after a missed offer, after a lost console.</summary>
    private async Task ReturnAsync()
    {
        returning = true;
        await Task.Yield();
        while (!leaving && desk is { Me.Chosen: not Wire.Presence.Available } now)
        {
            // A person needs a moment to notice; the first one is the start of the shift.
            await clock.Delay(now.Me.Chosen == Wire.Presence.OffDuty ? TimeSpan.Zero : chance.Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)), stop);
            await console.OrderAsync(nameof(Wire.IConsoleHub.SetPresence), new Wire.PresenceOrder(NextId(), Wire.Presence.Available, null), stop);
            await clock.Delay(TimeSpan.FromMilliseconds(500), stop);
        }

        returning = false;
    }

    private async Task OrderAsync(Func<string, CancellationToken, Task> order)
    {
        try
        {
            await order(cookie, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The drill is over.
        }
    }

    private string NextId() => Wire.CommandIds.Next(clock.UtcNow);

    private static FloorOrder OrderOf(Wire.DeskView view) => new(view.Epoch, view.Sequence);

    private static FloorOrder OrderOf(Wire.Receipt receipt) => new(receipt.Epoch, receipt.Sequence);
}
