using System.Collections.Concurrent;
using Hotline.Server.Drill;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>A worker at a real console: shows, accepts, declines or misses what is offered, talks, assesses, ends, wraps up, and comes back when marked absent.</summary>
internal sealed partial class ChaosWorker
{
    private readonly Shift shift;
    private readonly Chance chance;
    private readonly SimulatedConsole console;
    private readonly HoldBook book;
    private readonly CancellationToken stop;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> fences = [];
    private readonly ConcurrentDictionary<string, Task> conducts = new();
    private readonly HashSet<string> answered = [];
    private Wire.DeskView? desk;
    private TimeSpan answeredAt;
    private TimeSpan movedAt;
    private bool returning;
    private bool leaving;

    public ChaosWorker(int number, string user, Shift shift, Uri url, Func<CancellationToken, Task<string>> signIn, CancellationToken stop)
    {
        (Name, this.shift, this.stop) = (user, shift, stop);
        chance = new Chance(shift.Seed, number);
        book = new HoldBook(user);
        console = new SimulatedConsole(new SimulatedConsole.Seat(url, Shift.Line, signIn, Claims, See, BeatAnswered), shift.Clock, chance);
    }

    public string Name { get; }

    /// <summary>How far this console's own clock is off.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Told of the next offer shown instead of its being answered: the console is about to be cut.</summary>
    public TaskCompletionSource<SeenOffer>? Victim { get; set; }

    public TimeSpan AnsweredAt => answeredAt;

    /// <summary>Slug → how often an order was refused with it.</summary>
    public ConcurrentDictionary<string, int> Refusals { get; } = new();

    public bool IsReady => desk is { Me.Chosen: Wire.Presence.Available };

    public bool HoldsNothing => conducts.IsEmpty && desk is null or { Engagements.Count: 0, Offers.Count: 0 };

    public Task RunAsync(string cookie) => shift.Watch(console.RunAsync(cookie, stop));

    public IReadOnlyList<Hold> Holds()
    {
        lock (gate) return book.Holds(shift.Clock.Now);
    }

    /// <summary>Off duty, as far as the server still answers.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        leaving = true;
        await OrderAsync(nameof(Wire.IConsoleHub.SetPresence), new Wire.PresenceOrder(NextId(), Wire.Presence.OffDuty, null), "", cancel);
    }

    /// <summary>Every second or so: a console that answers no beats any more is not connected.</summary>
    public void Look()
    {
        lock (gate) Publish(moved: false);
    }

    private void BeatAnswered(TimeSpan at)
    {
        lock (gate)
        {
            // Away for long: whatever idleness there was begins anew.
            if (at - answeredAt > Shift.Connected) movedAt = shift.Clock.Now;
            answeredAt = at;
            book.Answered(at);
            Publish(moved: false);
        }
    }

    private IReadOnlyList<string> Claims()
    {
        lock (gate) return desk is null ? [] : [.. desk.Engagements.Select(held => held.Claim)];
    }

    private void See(Wire.DeskView view)
    {
        var now = shift.Clock.Now;
        lock (gate)
        {
            if (desk is { } shown && OrderOf(view) < OrderOf(shown)) return;
            var before = desk;
            desk = view;
            var engaged = view.Engagements.Where(held => held.Phase == Wire.Phase.Engaged).ToDictionary(held => held.ContactId, held => held.Fence);
            book.Seen(engaged.Keys, OrderOf(view), now);
            foreach (var gone in (before?.Engagements ?? []).Where(held => view.Engagements.All(one => one.ContactId != held.ContactId)))
                shift.Histories.Note(Name, gone.ContactId, $"desk {view.Epoch}.{view.Sequence} does not show it any more");
            foreach (var held in view.Engagements)
            {
                if (before?.Engagements.Any(one => one.ContactId == held.ContactId && one.Fence == held.Fence && one.Phase == held.Phase) != true)
                    shift.Histories.Note(Name, held.ContactId, $"desk {view.Epoch}.{view.Sequence} shows it {held.Phase} under fence {held.Fence}");
                shift.Fences.See(held.ContactId, held.Fence, Name);
                fences[held.ContactId] = held.Fence;
                Conduct(held.ContactId, held.Phase);
            }
            foreach (var offer in view.Offers.Where(offer => answered.Add(offer.OfferId))) Receive(view, offer, now);
            if (!returning && !leaving && view.Me.Chosen != Wire.Presence.Available) shift.Watch(ReturnAsync());
            Publish(before is null || Shape(before) != Shape(view));
        }
        foreach (var held in view.Engagements) shift.Histories.With(held.ContactId, story => story.WasAnswered = true);
    }

    private void Receive(Wire.DeskView view, Wire.OfferView offer, TimeSpan now)
    {
        var seen = new SeenOffer(offer.OfferId, offer.ContactId, Name, offer.Fence, now);
        shift.Fences.See(offer.ContactId, offer.Fence, Name);
        shift.Histories.Offered(seen);
        shift.Histories.Note(Name, offer.ContactId, $"desk {view.Epoch}.{view.Sequence} shows offer {offer.OfferId} under fence {offer.Fence}");
        if (Victim is { } victim)
        {
            Victim = null;
            shift.Watch(ShowOnlyAsync(offer, seen, victim));
            return;
        }
        shift.Watch(AnswerAsync(offer));
    }

    /// <summary>Chosen presence back to available: at the start, after a missed offer, after a lost console.</summary>
    private async Task ReturnAsync()
    {
        returning = true;
        await Task.Yield();
        while (!leaving && !stop.IsCancellationRequested && desk is { Me.Chosen: not Wire.Presence.Available })
        {
            await shift.Clock.Delay(chance.Between(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1)), stop);
            await OrderAsync(nameof(Wire.IConsoleHub.SetPresence), new Wire.PresenceOrder(NextId(), Wire.Presence.Available, null), "", stop);
            await shift.Clock.Delay(TimeSpan.FromMilliseconds(500), stop);
        }
        returning = false;
    }

    private void Publish(bool moved)
    {
        if (desk is not { } view) return;
        var now = shift.Clock.Now;
        if (moved) movedAt = now;
        // The server's deadline on the run's clock: both are this machine's.
        var offset = now - (shift.Clock.UtcNow - DateTimeOffset.UnixEpoch);
        shift.Histories.Desk(new DeskNow(
            Name, now - answeredAt < Shift.Connected, view.Me.Chosen == Wire.Presence.Available, answeredAt, movedAt,
            view.Offers.ToDictionary(offer => offer.OfferId, offer => (offer.ContactId, offer.Until - DateTimeOffset.UnixEpoch + offset)),
            [.. view.Engagements.Select(held => held.ContactId)]));
    }

    private string NextId() => Wire.CommandIds.Next(shift.Clock.UtcNow + Skew);

    private static string Shape(Wire.DeskView view) =>
        $"{view.Me.Chosen}|{string.Join(',', view.Offers.Select(offer => offer.OfferId))}|{string.Join(',', view.Engagements.Select(held => held.ContactId + held.Phase))}";

    private static FloorOrder OrderOf(Wire.DeskView view) => new(view.Epoch, view.Sequence);

    private static FloorOrder OrderOf(Wire.Receipt receipt) => new(receipt.Epoch, receipt.Sequence);
}
