namespace Hotline.Server.Floor;

public static partial class FloorDecision
{
    private static Decision MakeOffers(Draft draft, FloorCommand.MakeOffers make)
    {
        if (draft.Contact(make.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsUnanswered) return Draft.Refuse(Refusal.NotWaiting);
        var most = contact.Grade.Band == Band.Imminent ? draft.Rules.ParallelOffers : 1;
        var made = false;
        foreach (var target in make.Targets)
        {
            if (contact.Pending.Count() >= most) break;
            if (draft.Worker(target.Worker) is not { } worker || !Capacity.IsFree(worker, contact, draft.Rules, draft.Now)) continue;
            contact = Offer(draft, contact, target, make.PlannedAt);
            made = true;
        }
        if (!made) return Draft.Refuse(contact.Pending.Any() ? Refusal.NotWaiting : Refusal.NobodyEligible);
        draft.Put(contact);
        return draft.Done();
    }

    private static Contact Offer(Draft draft, Contact contact, OfferTarget target, long plannedAt)
    {
        var fence = contact.LastFence.Next(draft.Epoch);
        var offer = new Offer(target.Offer, target.Worker, fence, draft.Now, draft.Now + draft.Rules.OfferFor[contact.Grade.Band], target.WhyYou, plannedAt);
        draft.Hold(target.Worker, new Holding(contact.Id, contact.Channel, HoldingKind.Reserved, fence));
        draft.Say(new FloorEvent.OfferMade(contact.Id, target.Worker, offer.Id, fence, offer.Until, offer.WhyYou));
        return contact with
        {
            // A transfer is offered from within the conversation.
            State = contact.State is ContactState.Engaged or ContactState.Offered ? contact.State : new ContactState.Offered(draft.Now),
            LastFence = fence,
            Offers = contact.Offers.RemoveAll(old => old.Worker == target.Worker && !old.IsPending).Add(offer),
            OffersMade = contact.OffersMade + 1,
            LastCallAt = null,
        };
    }

    private static Decision ShowOffer(Draft draft, FloorCommand.ShowOffer show)
    {
        if (PendingOffer(draft, show.Contact, show.Offer, show.Worker, out var contact, out var offer) is { } refusal) return Draft.Refuse(refusal);
        if (offer!.ShownAt is not null) return new Decision.Unchanged();
        draft.Put(contact! with { Offers = contact!.Offers.Replace(offer, offer with { ShownAt = draft.Now }) });
        draft.Say(new FloorEvent.OfferShown(contact.Id, offer.Worker, offer.Id));
        return draft.Done();
    }

    private static Decision AcceptOffer(Draft draft, FloorCommand.AcceptOffer accept)
    {
        if (draft.Contact(accept.Contact)?.State is ContactState.Engaged engaged && engaged.Worker == accept.Worker && engaged.Fence == accept.Fence)
            return new Decision.Unchanged();
        if (draft.Contact(accept.Contact)?.ParticipantOf(accept.Worker) is { } beside && beside.Fence == accept.Fence) return new Decision.Unchanged();
        if (PendingOffer(draft, accept.Contact, accept.Offer, accept.Worker, out var contact, out var offer) is { } refusal) return Draft.Refuse(refusal);
        if (offer!.Fence != accept.Fence) return Draft.Refuse(Refusal.FenceOutdated);
        if (draft.Now > offer.Until) return Draft.Refuse(Refusal.OfferExpired);
        contact = draft.Rescind(contact!, "accepted_elsewhere", offer.Id);
        contact = draft.EndOffer(contact, contact.FindOffer(offer.Id)!, OfferEnd.Accepted);
        draft.Say(new FloorEvent.OfferAccepted(contact.Id, offer.Worker, offer.Id));
        draft.Put(contact.State is ContactState.Engaged sending ? AcceptTransfer(draft, contact, offer, sending) : draft.Engage(contact, offer.Worker, "accepted", offer.Fence));
        return draft.Done();
    }

    private static Decision DeclineOffer(Draft draft, FloorCommand.DeclineOffer decline)
    {
        if (draft.Contact(decline.Contact)?.FindOffer(decline.Offer) is { End: OfferEnd.Declined } done && done.Worker == decline.Worker)
            return new Decision.Unchanged();
        if (PendingOffer(draft, decline.Contact, decline.Offer, decline.Worker, out var contact, out var offer) is { } refusal) return Draft.Refuse(refusal);
        contact = draft.EndOffer(contact!, offer!, OfferEnd.Declined);
        draft.Release(offer!.Worker, contact.Id);
        draft.Say(new FloorEvent.OfferDeclined(contact.Id, offer.Worker, offer.Id));
        draft.Put(AfterOffers(draft, contact));
        return draft.Done();
    }

    /// <summary>An offer is over: once none is pending, the contact is in the queue again, or its sender has the choice.</summary>
    private static Contact AfterOffers(Draft draft, Contact contact) =>
        contact.State is ContactState.Engaged ? SenderChooses(draft, contact) : draft.BackIfUnoffered(contact, "offers_over");

    /// <summary>The pending offer of this worker, or why there is none.</summary>
    private static Refusal? PendingOffer(Draft draft, ContactId id, OfferId offerId, WorkerId worker, out Contact? contact, out Offer? offer)
    {
        offer = null;
        if ((contact = draft.Contact(id)) is null) return Refusal.UnknownContact;
        if ((offer = contact.FindOffer(offerId)) is null) return contact.IsLive ? Refusal.UnknownOffer : Refusal.ContactOver;
        if (offer.Worker != worker) return Refusal.OfferNotYours;
        return offer.End switch
        {
            null => null,
            OfferEnd.Accepted => Refusal.OfferAlreadyAccepted,
            OfferEnd.Declined => Refusal.OfferDeclined,
            OfferEnd.Expired => Refusal.OfferExpired,
            _ => Refusal.OfferRescinded,
        };
    }

    private static Decision RaiseLastCall(Draft draft, FloorCommand.RaiseLastCall raise)
    {
        if (draft.Contact(raise.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is not ContactState.Waiting || contact.Grade.Band < Band.Moderate) return Draft.Refuse(Refusal.NotWaiting);
        if (contact.LastCallAt is not null) return new Decision.Unchanged();
        draft.Put(contact with { LastCallAt = draft.Now });
        draft.Say(new FloorEvent.LastCallRaised(contact.Id));
        return draft.Done();
    }

    private static Decision LowerLastCall(Draft draft, FloorCommand.LowerLastCall lower)
    {
        if (draft.Contact(lower.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.LastCallAt is null) return new Decision.Unchanged();
        draft.Put(contact with { LastCallAt = null });
        draft.Say(new FloorEvent.LastCallLowered(contact.Id));
        return draft.Done();
    }

    private static Decision TakeLastCall(Draft draft, FloorCommand.TakeLastCall take)
    {
        if (draft.Contact(take.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is ContactState.Engaged engaged && engaged.Worker == take.Worker) return new Decision.Unchanged();
        if (contact.State is not ContactState.Waiting || contact.LastCallAt is null) return Draft.Refuse(Refusal.NoLastCall);
        if (draft.Worker(take.Worker) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        if (!Capacity.Fits(worker, contact.Channel, draft.Rules)) return Draft.Refuse(Refusal.NoCapacity);
        draft.Put(draft.Engage(contact, take.Worker, "last_call"));
        return draft.Done();
    }

    private static Decision Claim(Draft draft, FloorCommand.ClaimContact claim)
    {
        if (draft.Contact(claim.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.Holder == claim.Worker) return new Decision.Unchanged();
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (!contact.IsUnanswered) return Draft.Refuse(Refusal.NotHolder);
        // Only a claim from before a restore counts: within an epoch the floor knows better. The restored contact may have
        // been put to somebody else already; an offer is not a holder.
        if (claim.Fence.Epoch >= draft.Epoch) return Draft.Refuse(Refusal.FenceOutdated);
        contact = draft.Rescind(contact, "claimed");
        if (draft.Worker(claim.Worker) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        if (!Capacity.Fits(worker, contact.Channel, draft.Rules))
        {
            // Who is talking cannot take what is merely offered: the offers make room.
            RescindAllOf(draft, worker, "claimed");
            if (!Capacity.Fits(draft.Worker(claim.Worker)!, contact.Channel, draft.Rules)) return Draft.Refuse(Refusal.NoCapacity);
        }
        draft.Put(draft.Engage(contact, claim.Worker, "claimed"));
        return draft.Done();
    }
}
