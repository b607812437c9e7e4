namespace Hotline.Server.Floor;

/// <summary>Those in a conversation beside its holder: how they come, go, and take it when the holder is gone.</summary>
public static partial class FloorDecision
{
    /// <summary>A supervisor enters a conversation at once.</summary>
    private static Decision JoinContact(Draft draft, FloorCommand.JoinContact join)
    {
        if (draft.Contact(join.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (contact.State is not ContactState.Engaged) return Draft.Refuse(Refusal.NotEngaged);
        if (contact.ParticipantOf(join.Supervisor) is not null) return new Decision.Unchanged();
        if (draft.Worker(join.Supervisor) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        if (worker.Find(contact.Id) is not null) return Draft.Refuse(Refusal.AskedAlready);
        if (worker.Presence == PresenceKind.ConsoleLost) return Draft.Refuse(Refusal.WorkerNotAvailable);
        if (!Capacity.Fits(worker, contact.Channel, draft.Rules)) return Draft.Refuse(Refusal.NoCapacity);
        draft.Put(draft.Join(contact, new Participant(worker.Id, BesideRole.Supervisor, contact.LastFence.Next(draft.Epoch), draft.Now)));
        return draft.Done();
    }

    /// <summary>Goes, or is asked to go by the holder; a supervisor goes by themselves only.</summary>
    private static Decision LeaveContact(Draft draft, FloorCommand.LeaveContact leave)
    {
        if (draft.Contact(leave.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.ParticipantOf(leave.Worker) is not { } participant) return new Decision.Unchanged();
        if (leave.Worker != leave.By)
        {
            if (HeldEngaged(contact, leave.By, leave.Fence) is { } refusal) return Draft.Refuse(refusal);
            if (participant.Role == BesideRole.Supervisor) return Draft.Refuse(Refusal.SupervisorBeside);
        }
        var transfer = contact.Transfer;
        contact = draft.TakeOut(contact, leave.Worker, leave.Worker == leave.By ? "left" : "taken_out");
        if (transfer?.With == leave.Worker)
            contact = leave.Worker == leave.By ? OverFor(draft, contact, transfer!, TransferEnd.Left) : Cancelled(draft, contact);
        draft.Put(contact);
        return draft.Done();
    }

    /// <summary>The holder's console is lost; somebody who is there already goes on with the help seeker.</summary>
    private static Decision TakeUp(Draft draft, FloorCommand.TakeUpContact take)
    {
        if (draft.Contact(take.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is not ContactState.Engaged engaged) return Draft.Refuse(contact.IsLive ? Refusal.NotEngaged : Refusal.ContactOver);
        if (engaged.Worker == take.Worker) return new Decision.Unchanged();
        if (contact.ParticipantOf(take.Worker) is null) return Draft.Refuse(Refusal.NotBeside);
        if (draft.Worker(engaged.Worker) is { Presence: not PresenceKind.ConsoleLost }) return Draft.Refuse(Refusal.HolderPresent);
        draft.Put(StandIn(draft, contact, engaged.Worker, take.Worker));
        return draft.Done();
    }

    private static Contact StandIn(Draft draft, Contact contact, WorkerId from, WorkerId to)
    {
        if (contact.Transfer is { Step: not TransferStep.Over }) draft.Say(new FloorEvent.TransferEnded(contact.Id, contact.Transfer.With == to ? TransferEnd.HandedOver : TransferEnd.Dropped));
        return MoveTo(draft, contact, from, to, "stood_in", null);
    }

    /// <summary>The holder gives the contact back: first in its band, at its arrival time, and not to the same worker unless nobody else can.</summary>
    private static Decision ReturnContact(Draft draft, FloorCommand.ReturnContact back)
    {
        if (draft.Contact(back.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (HeldEngaged(contact, back.Worker, back.Fence) is { } refusal) return Draft.Refuse(refusal);
        contact = BackToQueue(draft, contact, "given_back");
        // As if declined now: the planner passes this worker over for a while.
        var given = new Offer(new OfferId("back" + back.Fence), back.Worker, back.Fence, draft.Now, draft.Now, [], 0) { End = OfferEnd.Declined, EndedAt = draft.Now };
        draft.Put(contact with { FirstInBand = true, Offers = contact.Offers.RemoveAll(old => old.Worker == back.Worker).Add(given) });
        return draft.Done();
    }
}
