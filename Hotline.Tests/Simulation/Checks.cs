using Hotline.Server.Floor;
using Hotline.Tests.Floor;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Simulation;

/// <summary>What is wrong, when, and its stable name.</summary>
internal sealed record Fault(string Name, string What, double AtSeconds);

/// <summary>
/// What must hold of every run, looked at with every commit. Two consoles may both believe to hold a contact in one case only, the window: an accept
/// was acknowledged before SQL had it (after 250 ms), and Redis and the restoring node then lost it, so that a new epoch began without it.
/// Then the claim of the first must have raised an alarm, or won.
/// </summary>
internal sealed partial class Checks(World world)
{
    private const int StuckMs = 10_000;
    private const int LateOfferMs = 5000;
    private const int LostWithinMs = 15_000 + 5000;

    private readonly HashSet<ContactId> acknowledged = [];
    private readonly HashSet<ContactId> left = [];
    private readonly HashSet<ContactId> ended = [];
    private readonly Dictionary<ContactId, (long Epoch, long Sequence)> forced = [];
    private readonly Dictionary<ContactId, (WorkerId Worker, Fence Fence, long Epoch, long Sequence, bool Recorded)> holders = [];
    private readonly Dictionary<ContactId, (long Epoch, long Sequence)> released = [];
    private readonly Dictionary<(ContactId, Fence), (WorkerId Worker, (long Epoch, long Sequence, string Tag) At)> fences = [];
    private readonly Dictionary<(ContactId, Fence), (long Epoch, long Sequence, string Tag)> engaged = [];
    private readonly HashSet<(ContactId, WorkerId)> alarms = [];
    private readonly HashSet<(WorkerId, ContactId, Fence)> shown = [];
    private readonly Dictionary<(ContactId, WorkerId), (Fence Fence, long SinceMs)> owed = [];
    private readonly Dictionary<ContactId, long> imminentSince = [];
    private readonly Dictionary<(ContactId, WorkerId), long> idle = [];
    private readonly HashSet<string> commands = [];
    private (FloorState Floor, long Epoch) published = (FloorState.Empty, 0);

    public Fault? Found { get; private set; }

    public void Fail(string name, string what)
    {
        if (Found is not null) return;
        Found = new Fault(name, what, world.Loop.Now / 1e6);
        world.Say(() => $"FAULT     {name}: {what}");
        world.Loop.IsStopped = true;
    }

    public void Acknowledged(ContactId contact)
    {
        if (acknowledged.Add(contact)) world.Say(() => $"intake    {contact} acknowledged");
    }

    public void WithdrawalAcknowledged(ContactId contact) => left.Add(contact);

    public void Shown(WorkerId worker, ContactId contact, Fence fence) => shown.Add((worker, contact, fence));

    public void DoubleClaim(ContactId contact, WorkerId worker)
    {
        world.Count("double claims");
        alarms.Add((contact, worker));
        owed.Remove((contact, worker));
    }

    public void AcceptAcknowledged(WorkerId worker, ContactId contact, Fence fence, Wire.Receipt receipt)
    {
        world.Count("accepts acknowledged");
        world.Say(() => $"accept    of {contact} under {fence} acknowledged to {worker}{(receipt.Recorded ? ", recorded" : "")}");
        if (holders.TryGetValue(contact, out var other) && other.Worker != worker && !IsReleased(contact, other.Epoch, other.Sequence))
        {
            if (other.Recorded || IsKept(contact, other.Fence)) Fail("two_holders", $"{contact} is held by {other.Worker} under {other.Fence} and by {worker} under {fence}");
            world.Count("windows: two consoles believe to hold one contact");
        }
        // An answer to a repeat names no place of its own; the first one did.
        if (receipt.Sequence > 0 && fences.TryGetValue((contact, fence), out var given) && given.Worker == worker)
            holders[contact] = (worker, fence, receipt.Epoch, receipt.Sequence, receipt.Recorded);
    }

    public void EndAcknowledged(ContactId contact, Wire.Receipt receipt)
    {
        // A supervisor may have put it back between the commit and this answer.
        if (receipt.Recorded && !(forced.TryGetValue(contact, out var at) && at.CompareTo((receipt.Epoch, receipt.Sequence)) > 0)) ended.Add(contact);
    }

    private bool IsReleased(ContactId contact, long epoch, long sequence) => released.TryGetValue(contact, out var at) && at.CompareTo((epoch, sequence)) > 0;

    /// <summary>The accept under this fence is in Redis or in SQL.</summary>
    private bool IsKept(ContactId contact, Fence fence) => engaged.TryGetValue((contact, fence), out var at) && Stands(at);

    private bool Stands((long Epoch, long Sequence, string Tag) at) => world.Sql.Has(at.Epoch, at.Sequence, at.Tag)
        || (world.Redis.Image.Journal.TryGetValue((at.Epoch, at.Sequence), out var kept) && kept.Tag == at.Tag);

    public void Committed(SimulatedNode node, FloorState before, JournalEntry entry, FloorState floor)
    {
        if (FloorChecks.Wrong(floor, world.Rules) is { } wrong) Fail("unsound", wrong);
        if (IsDead(entry)) world.Count("windows: commits to an epoch that is over");
        if (!commands.Add($"{entry.Epoch} {entry.Command}") && !HasLost(entry)) Fail("command_twice", $"command {entry.Command} committed twice: {Story.Of(entry)}");
        foreach (var write in entry.Writes)
            if (write.Field[0] == 'c') CheckContact(node, before.Contact(new ContactId(write.Field[2..])), write.Contact, new ContactId(write.Field[2..]), entry);
        foreach (var happened in entry.Events) CheckEvent(node, before, happened, entry);
    }

    /// <summary>What Redis has lost meanwhile did not happen.</summary>
    private bool HasLost(JournalEntry entry) => !world.Redis.Image.Journal.Values.Any(other => other.Command == entry.Command && other.Sequence != entry.Sequence);

    private void CheckContact(SimulatedNode node, Contact? was, Contact? now, ContactId id, JournalEntry entry)
    {
        if (now is null)
        {
            if (was is { IsLive: true }) Fail("lost", $"{id} left the floor while {Story.Of(was.State)}");
            return;
        }
        if (now.Grade.Band == Band.Imminent && now.State is ContactState.Waiting) imminentSince.TryAdd(id, world.Loop.NowMs);
        else imminentSince.Remove(id);
        if (was is null)
        {
            if (world.Sql.Contacts.TryGetValue(id, out var row) && !IsDead(entry)) Fail("opened_twice", $"{id} opened again, SQL has it as {Story.Of(row.Value.State)}");
            return;
        }
        if (was.State is ContactState.Closed or ContactState.Abandoned && now.IsLive) Fail("revived", $"{id} was over and is {Story.Of(now.State)}");
        if (now.LastFence < was.LastFence) Fail("fence_fell", $"{id} fell from {was.LastFence} to {now.LastFence}");
        var waits = was.State is ContactState.Waiting or ContactState.Offered && now.State is ContactState.Waiting or ContactState.Offered;
        if (waits && (now.Grade.Band < was.Grade.Band || now.Grade.Score < was.Grade.Score)) Fail("band_fell", $"{id} fell from {was.Grade.Band} to {now.Grade.Band} while it waits");
        if (was.ArrivedAt != now.ArrivedAt) Fail("arrival_moved", $"{id} arrived at {was.ArrivedAt} and at {now.ArrivedAt}");
        if (ended.Contains(id) && now.State is not (ContactState.WrapUp or ContactState.Closed) && entry.Actor.Kind != "supervisor") Fail("end_undone", $"{id} was ended and is {Story.Of(now.State)}");
        if (left.Contains(id) && now.IsLive) Fail("withdrawal_undone", $"{id} has left and is {Story.Of(now.State)}");
        if (entry.Actor.Kind == "supervisor")
        {
            ended.Remove(id);
            forced[id] = (entry.Epoch, entry.Sequence);
        }
        if (was.Holder is { } holder && now.Holder != holder) released[id] = (entry.Epoch, entry.Sequence);
    }

    private void CheckEvent(SimulatedNode node, FloorState before, FloorEvent happened, JournalEntry entry)
    {
        switch (happened)
        {
            case FloorEvent.ContactEngaged taken:
                engaged[(taken.Contact, taken.Fence)] = (entry.Epoch, entry.Sequence, entry.Tag);
                owed.Remove((taken.Contact, taken.Worker));
                if (taken.How == "claimed") world.Count("claims accepted");
                break;
            case FloorEvent.OfferMade made:
                world.Count("offers");
                CheckFence(made, entry);
                CheckImminentFirst(node, before, made, entry);
                break;
            case FloorEvent.OfferAccepted accepted:
                world.Count("accepts");
                if (before.Contact(accepted.Contact)?.FindOffer(accepted.Offer) is { } offer && entry.At > offer.Until) Fail("accepted_late", $"{accepted.Contact} accepted {entry.At - offer.Until} after the deadline");
                break;
            case FloorEvent.OfferExpired:
                world.Count("offers expired");
                break;
            case FloorEvent.OfferRescinded { Why: "unshown" }:
                world.Count("offers never shown");
                break;
            case FloorEvent.ContactReturned returned:
                world.Count("requeues: " + returned.Why);
                break;
            case FloorEvent.ConsoleLost lost:
                world.Count("consoles lost");
                var answered = world.Redis.Image.Consoles.GetValueOrDefault(lost.Worker);
                var age = (long)(entry.At - DateTimeOffset.FromUnixTimeMilliseconds(answered)).TotalMilliseconds;
                if (age < (long)world.Rules.LeaseLife.TotalMilliseconds) Fail("lost_too_soon", $"{lost.Worker} answered {age} ms before it was called lost");
                break;
        }
    }

    private void CheckFence(FloorEvent.OfferMade made, JournalEntry entry)
    {
        if (fences.TryGetValue((made.Contact, made.Fence), out var first))
        {
            // Given before by an entry that Redis has lost since, or again in an epoch that is over in SQL: only what reached SQL counts.
            if (Stands(first.At) && !IsDead(entry)) Fail("fence_twice", $"{made.Contact} offered under {made.Fence} to {first.Worker} and to {made.Worker}");
            world.Count("windows: a fence given again after a roll-back");
        }
        fences[(made.Contact, made.Fence)] = (made.Worker, (entry.Epoch, entry.Sequence, entry.Tag));
    }

    /// <summary>Committed to a floor whose epoch SQL has ended: Redis was rolled back past the publish of the next one.</summary>
    private bool IsDead(JournalEntry entry) => world.Sql.Mark is { } mark && entry.Epoch < mark.Epoch;

    private void CheckImminentFirst(SimulatedNode node, FloorState before, FloorEvent.OfferMade made, JournalEntry entry)
    {
        if (entry.Actor.Kind == "supervisor" || before.Contact(made.Contact)!.Grade.Band == Band.Imminent || before.Worker(made.Worker) is not { } worker) return;
        // Not free when it was planned: the plan could not know.
        var plannedAt = entry.Writes.Select(write => write.Contact).First(contact => contact?.Id == made.Contact)!.FindOffer(made.Offer)!.PlannedAt;
        if (before.Versions[FloorState.Field(made.Worker)] > plannedAt) return;
        foreach (var (id, since) in imminentSince)
        {
            // What nobody can have read yet, or a process that slept in between, is no wrong order.
            if (world.Loop.NowMs - Math.Max(since, wellSince) < 2000 || before.Contact(id) is not { State: ContactState.Waiting } imminent) continue;
            if (Capacity.IsFree(worker, imminent, world.Rules, entry.At) && !(Capacity.ExcludedUntil(imminent, worker.Id, world.Rules) > entry.At))
                Fail("imminent_passed_over", $"{made.Contact} offered to {made.Worker} while {id} is imminent and waits");
        }
    }
}
