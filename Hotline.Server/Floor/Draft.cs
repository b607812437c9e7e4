using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>The new values one decision has come to so far. Lives inside one call.</summary>
internal sealed class Draft(IFloorView view, Moment moment, FloorRules rules) : IFloorView
{
    private readonly Dictionary<ContactId, Contact?> contacts = [];
    private readonly Dictionary<WorkerId, Worker?> workers = [];
    private readonly Dictionary<EscalationId, Escalation?> escalations = [];
    private readonly ImmutableArray<FloorEvent>.Builder events = ImmutableArray.CreateBuilder<FloorEvent>();

    public DateTimeOffset Now => moment.Now;
    public long Epoch => moment.Epoch;
    public FloorRules Rules => rules;

    public Contact? Contact(ContactId id) => contacts.TryGetValue(id, out var own) ? own : view.Contact(id);
    public Worker? Worker(WorkerId id) => workers.TryGetValue(id, out var own) ? own : view.Worker(id);

    public Escalation? Escalation(EscalationId id) => escalations.TryGetValue(id, out var own) ? own : view.Escalation(id);

    public void Put(Contact contact) => contacts[contact.Id] = contact;
    public void Put(Worker worker) => workers[worker.Id] = worker;
    public void Put(Escalation escalation) => escalations[escalation.Id] = escalation;
    public void Drop(EscalationId id) => escalations[id] = null;
    public void Drop(ContactId id) => contacts[id] = null;
    public void Drop(WorkerId id) => workers[id] = null;
    public void Say(FloorEvent happened) => events.Add(happened);

    public Decision Done() => contacts.Count + workers.Count + escalations.Count == 0 ? new Decision.Unchanged() : Noted();

    /// <summary>Journaled even when nothing of the floor changes: something rides along.</summary>
    public Decision Noted() => new Decision.Changed(contacts.ToImmutableDictionary(), workers.ToImmutableDictionary(), events.ToImmutable())
    {
        Escalations = escalations.Count == 0 ? ImmutableDictionary<EscalationId, Escalation?>.Empty : escalations.ToImmutableDictionary(),
    };

    public static Decision Refuse(Refusal why) => new Decision.Refused(why);

    /// <summary>Takes the contact out of the worker's load; a worker left with nothing is idle from now.</summary>
    public void Release(WorkerId id, ContactId contact)
    {
        if (Worker(id) is not { } worker || worker.Find(contact) is not { } holding) return;
        var left = worker.Holdings.Remove(holding);
        Put(worker with
        {
            Holdings = left,
            // A released reservation was no work: the worker keeps the place in the idle order.
            IdleSince = left.IsEmpty && holding.Kind != HoldingKind.Reserved ? Now : worker.IdleSince,
        });
    }

    public void Hold(WorkerId id, Holding holding)
    {
        var worker = Worker(id)!;
        var others = worker.Holdings.RemoveAll(held => held.Contact == holding.Contact);
        Put(worker with { Holdings = others.Add(holding) });
    }

    /// <summary>Ends every pending offer and frees what they reserved.</summary>
    public Contact Rescind(Contact contact, string why, OfferId? except = null)
    {
        foreach (var offer in contact.Pending.Where(offer => offer.Id != except).ToArray())
        {
            contact = EndOffer(contact, offer, OfferEnd.Rescinded);
            Release(offer.Worker, contact.Id);
            Say(new FloorEvent.OfferRescinded(contact.Id, offer.Worker, offer.Id, why));
        }
        return contact;
    }

    public Contact EndOffer(Contact contact, Offer offer, OfferEnd end) =>
        contact with { Offers = contact.Offers.Replace(offer, offer with { End = end, EndedAt = Now }) };

    /// <summary>One more in the conversation.</summary>
    public Contact Join(Contact contact, Participant who)
    {
        Hold(who.Worker, new Holding(contact.Id, contact.Channel, HoldingKind.Beside, who.Fence));
        Say(new FloorEvent.ParticipantJoined(contact.Id, who.Worker, who.Role));
        return contact with { Beside = contact.Beside.Add(who), LastFence = who.Fence > contact.LastFence ? who.Fence : contact.LastFence };
    }

    /// <summary>One less in the conversation; the holder stays.</summary>
    public Contact TakeOut(Contact contact, WorkerId who, string why)
    {
        Release(who, contact.Id);
        Say(new FloorEvent.ParticipantLeft(contact.Id, who, why));
        return contact with { Beside = contact.Beside.RemoveAll(one => one.Worker == who) };
    }

    /// <summary>Ends all that is around the holder: offers, those beside, a transfer.</summary>
    public Contact LetGo(Contact contact, string why)
    {
        contact = Rescind(contact, why);
        foreach (var one in contact.Beside) contact = TakeOut(contact, one.Worker, why);
        if (contact.Transfer is null) return contact;
        if (contact.Transfer.Step != TransferStep.Over) Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.Dropped));
        return contact with { Transfer = null };
    }

    /// <summary>Back in the queue with its arrival time, once no offer is pending.</summary>
    public Contact BackIfUnoffered(Contact contact, string why)
    {
        if (contact.State is not ContactState.Offered || contact.Pending.Any()) return contact;
        Say(new FloorEvent.ContactReturned(contact.Id, why));
        return contact with { State = new ContactState.Waiting(Now) };
    }

    /// <summary>Gives the contact to one worker under a new fence; every other offer is over.</summary>
    public Contact Engage(Contact contact, WorkerId id, string how, Fence? fence = null)
    {
        var own = fence ?? contact.LastFence.Next(Epoch);
        contact = contact with
        {
            State = new ContactState.Engaged(id, own, Now, null),
            // A sibling's offer may carry a higher fence than the one accepted: the highest given stays the highest.
            LastFence = own > contact.LastFence ? own : contact.LastFence,
            AnsweredAt = contact.AnsweredAt ?? Now,
            LastCallAt = null,
            FirstInBand = false,
        };
        Hold(id, new Holding(contact.Id, contact.Channel, HoldingKind.Engaged, own));
        if (contact.Grade.Band >= Band.High)
        {
            var worker = Worker(id)!;
            Put(worker with { HighRiskThisShift = worker.HighRiskThisShift + 1 });
        }
        Say(new FloorEvent.ContactEngaged(contact.Id, id, own, how));
        return contact;
    }
}
