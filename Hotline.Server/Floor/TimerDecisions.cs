namespace Hotline.Server.Floor;

public static partial class FloorDecision
{
    /// <summary>When something of this contact is due next; null when nothing is.</summary>
    public static DateTimeOffset? DueAt(Contact contact, FloorRules rules)
    {
        switch (contact.State)
        {
            case ContactState.Waiting: return Search.DueAt(contact);
            case ContactState.Offered: return OffersDueAt(contact, rules);
            case ContactState.Engaged engaged:
                // While somebody is being asked, the answer is waited for: nobody is marked as missing for an offer cut short.
                var transfer = OffersDueAt(contact, rules) ?? contact.Transfer?.Until;
                return engaged.ReofferAt is { } reoffer && !(transfer < reoffer) ? reoffer : transfer;
            case ContactState.WrapUp wrapUp: return wrapUp.Until;
            default: return null;
        }
    }

    private static DateTimeOffset? OffersDueAt(Contact contact, FloorRules rules)
    {
        DateTimeOffset? soonest = null;
        foreach (var offer in contact.Offers)
        {
            if (!offer.IsPending) continue;
            var shownBy = offer.OfferedAt + rules.UnshownAfter;
            var due = offer.ShownAt is null && shownBy < offer.Until ? shownBy : offer.Until;
            if (soonest is null || due < soonest) soonest = due;
        }
        return soonest;
    }

    private static Decision RunTimers(Draft draft, FloorCommand.RunTimers timers)
    {
        if (draft.Contact(timers.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (DueAt(contact, draft.Rules) is not { } due || due > draft.Now) return Draft.Refuse(Refusal.NothingDue);
        switch (contact.State)
        {
            case ContactState.Waiting:
                contact = Search.Widen(contact, draft.Now, draft.Rules);
                draft.Put(contact);
                draft.Say(new FloorEvent.SearchWidened(contact.Id, contact.Ring));
                break;
            case ContactState.Offered:
                draft.Put(AfterOffers(draft, EndDueOffers(draft, contact)));
                break;
            case ContactState.Engaged engaged:
                if (engaged.ReofferAt <= draft.Now) Reoffer(draft, contact, engaged);
                else if (contact.Pending.Any()) draft.Put(AfterOffers(draft, EndDueOffers(draft, contact)));
                else draft.Put(TransferDue(draft, contact, contact.Transfer!));
                break;
            case ContactState.WrapUp wrapUp:
                draft.Put(Close(draft, contact, wrapUp.Worker, wrapUp.Outcome));
                break;
        }
        return draft.Done();
    }

    private static Contact EndDueOffers(Draft draft, Contact contact)
    {
        foreach (var offer in contact.Pending.ToArray())
        {
            if (offer.Until <= draft.Now)
            {
                contact = draft.EndOffer(contact, offer, OfferEnd.Expired);
                draft.Release(offer.Worker, contact.Id);
                draft.Say(new FloorEvent.OfferExpired(contact.Id, offer.Worker, offer.Id));
                MissedOffer(draft, offer.Worker);
            }
            else if (offer.ShownAt is null && offer.OfferedAt + draft.Rules.UnshownAfter <= draft.Now)
            {
                contact = draft.EndOffer(contact, offer, OfferEnd.Unshown);
                draft.Release(offer.Worker, contact.Id);
                draft.Say(new FloorEvent.OfferRescinded(contact.Id, offer.Worker, offer.Id, "unshown"));
                if (draft.Worker(offer.Worker) is { } worker) draft.Put(worker with { QuietUntil = draft.Now + draft.Rules.QuietFor });
            }
        }
        return contact;
    }

    /// <summary>RONA: no more offers until the worker says "I'm here".</summary>
    private static void MissedOffer(Draft draft, WorkerId id)
    {
        if (draft.Worker(id) is not { Presence: PresenceKind.Available } worker) return;
        draft.Put(worker with { Presence = PresenceKind.NotResponding, PresenceSince = draft.Now, BreakReason = null, Idle = false });
        draft.Say(new FloorEvent.PresenceChanged(id, worker.Presence, PresenceKind.NotResponding, null, "missed_offer"));
    }

    private static void Reoffer(Draft draft, Contact contact, ContactState.Engaged engaged)
    {
        if (StandInFor(draft, contact) is { } other)
        {
            draft.Put(StandIn(draft, contact, engaged.Worker, other));
            return;
        }
        contact = draft.LetGo(contact, "console_lost");
        draft.Release(engaged.Worker, contact.Id);
        draft.Say(new FloorEvent.ContactReturned(contact.Id, "console_lost"));
        draft.Put(contact with { State = new ContactState.Waiting(draft.Now), FirstInBand = true });
    }

    /// <summary>What another line was given of a contact is settled first.</summary>
    private static Decision Forget(Draft draft, FloorCommand.ForgetContacts forget)
    {
        foreach (var id in forget.Contacts)
        {
            if (draft.Contact(id) is not { IsLive: false, Abroad: null } contact || contact.OverAt + draft.Rules.ForgetAfter > draft.Now) continue;
            draft.Drop(id);
            draft.Say(new FloorEvent.ContactForgotten(id));
        }
        return draft.Done();
    }
}
