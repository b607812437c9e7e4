namespace Hotline.Server.Floor;

public static partial class FloorDecision
{
    /// <summary>Makes one contact and those it names agree again. In doubt it goes back to the queue: asked twice is better than shown to nobody.</summary>
    private static Decision ReconcileContact(Draft draft, FloorCommand.ReconcileContact reconcile)
    {
        if (draft.Contact(reconcile.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        var before = contact;
        foreach (var offer in contact.Pending.ToArray())
        {
            if (FloorFaults.MayBeOffered(contact) && FloorFaults.Reserves(draft.Worker(offer.Worker), contact, offer)) continue;
            contact = draft.EndOffer(contact, offer, OfferEnd.Rescinded);
            if (draft.Worker(offer.Worker)?.Find(contact.Id) is { Kind: HoldingKind.Reserved }) draft.Release(offer.Worker, contact.Id);
            draft.Say(new FloorEvent.OfferRescinded(contact.Id, offer.Worker, offer.Id, "reconciled"));
        }
        contact = draft.BackIfUnoffered(contact, "reconciled");
        contact = ReconcileBeside(draft, contact);
        if (contact.Holder is { } holder && !FloorFaults.Holds(draft.Worker(holder), contact)) contact = GiveBackOrUp(draft, contact, holder);
        if (contact == before) return new Decision.Unchanged();
        draft.Put(contact);
        draft.Say(new FloorEvent.ContactReconciled(contact.Id));
        return draft.Done();
    }

    private static Contact ReconcileBeside(Draft draft, Contact contact)
    {
        foreach (var one in contact.Beside)
        {
            if (contact.State is ContactState.Engaged && FloorFaults.IsBeside(draft.Worker(one.Worker), contact, one)) continue;
            var held = draft.Worker(one.Worker)?.Find(contact.Id) is { Kind: HoldingKind.Beside };
            if (held) draft.Release(one.Worker, contact.Id);
            draft.Say(new FloorEvent.ParticipantLeft(contact.Id, one.Worker, "reconciled"));
            contact = contact with { Beside = contact.Beside.Remove(one) };
        }
        if (contact.Transfer is not { } transfer || FloorFaults.FitsState(contact, transfer)) return contact;
        // Of its own holder, it is the sender's choice again; of anybody else, it is no more.
        if (contact.State is ContactState.Engaged engaged && engaged.Worker == transfer.By) return OverFor(draft, contact, transfer, TransferEnd.Unanswered);
        draft.Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.Dropped));
        return contact with { Transfer = null };
    }

    /// <summary>Who is said to hold it holds it, if there is room; else the conversation is offered again, and a wrap-up is over.</summary>
    private static Contact GiveBackOrUp(Draft draft, Contact contact, WorkerId holder)
    {
        if (draft.Worker(holder) is { } worker && Capacity.Fits(worker, contact.Channel, draft.Rules, contact.Id))
        {
            // A new fence: whatever was believed under the old one is settled.
            var fence = contact.LastFence.Next(draft.Epoch);
            var kind = contact.State is ContactState.Engaged ? HoldingKind.Engaged : HoldingKind.WrapUp;
            draft.Hold(holder, new Holding(contact.Id, contact.Channel, kind, fence));
            return contact with
            {
                LastFence = fence,
                State = contact.State switch
                {
                    ContactState.Engaged engaged => engaged with { Fence = fence },
                    ContactState.WrapUp wrapUp => wrapUp with { Fence = fence },
                    var other => other,
                },
            };
        }
        contact = draft.LetGo(contact, "reconciled");
        if (contact.State is ContactState.WrapUp over) return Close(draft, contact, holder, over.Outcome);
        draft.Release(holder, contact.Id);
        draft.Say(new FloorEvent.ContactReturned(contact.Id, "reconciled"));
        return contact with { State = new ContactState.Waiting(draft.Now), FirstInBand = true };
    }

    /// <summary>Frees what a worker holds of contacts that know nothing of it.</summary>
    private static Decision ReconcileWorker(Draft draft, FloorCommand.ReconcileWorker reconcile)
    {
        if (draft.Worker(reconcile.Worker) is not { } worker) return Draft.Refuse(Refusal.UnknownWorker);
        var kept = worker.Holdings.RemoveAll(holding => !FloorFaults.IsBacked(draft.Contact(holding.Contact), worker.Id, holding));
        if (kept.Length == worker.Holdings.Length) return new Decision.Unchanged();
        draft.Put(worker with { Holdings = kept, IdleSince = kept.IsEmpty ? draft.Now : worker.IdleSince });
        draft.Say(new FloorEvent.WorkerReconciled(worker.Id));
        return draft.Done();
    }
}
