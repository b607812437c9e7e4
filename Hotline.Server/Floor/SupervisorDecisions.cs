using System.Diagnostics;

namespace Hotline.Server.Floor;

public static partial class FloorDecision
{
    private static Decision Assign(Draft draft, FloorCommand.AssignContact assign)
    {
        if (draft.Contact(assign.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (!contact.IsUnanswered) return Draft.Refuse(Refusal.ContactEngaged);
        if (draft.Worker(assign.Target.Worker) is not { } worker) return Draft.Refuse(Refusal.UnknownWorker);
        if (worker.Presence is PresenceKind.OffDuty or PresenceKind.ConsoleLost) return Draft.Refuse(Refusal.WorkerNotAvailable);
        if (Debrief.IsProtected(worker, draft.Now, draft.Rules)) return Draft.Refuse(Refusal.DebriefProtected);
        if (!Capacity.Fits(worker, contact.Channel, draft.Rules, contact.Id)) return Draft.Refuse(Refusal.NoCapacity);
        contact = draft.Rescind(contact, "supervisor");
        draft.Put(Offer(draft, contact, assign.Target, 0));
        return draft.Done();
    }

    private static Decision Requeue(Draft draft, FloorCommand.RequeueContact requeue)
    {
        if (draft.Contact(requeue.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (contact.State is ContactState.Waiting) return new Decision.Unchanged();
        draft.Put(BackToQueue(draft, contact, "requeued"));
        return draft.Done();
    }

    private static Contact BackToQueue(Draft draft, Contact contact, string why)
    {
        contact = draft.LetGo(contact, why == "given_back" ? why : "supervisor");
        if (contact.Holder is { } holder) draft.Release(holder, contact.Id);
        draft.Say(new FloorEvent.ContactReturned(contact.Id, why));
        return contact with { State = new ContactState.Waiting(draft.Now) };
    }

    private static Decision TakeOver(Draft draft, FloorCommand.TakeOverContact over)
    {
        if (draft.Contact(over.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (contact.State is ContactState.Engaged engaged && engaged.Worker == over.Supervisor) return new Decision.Unchanged();
        if (!over.Explained && NeedsReason(contact, draft.Rules, draft.Now)) return Draft.Refuse(Refusal.ReasonNeeded);
        return GiveTo(draft, contact, over.Supervisor, "taken_over");
    }

    /// <summary>Just answered, it may be taken over freely: two reached for it at once. Later a holder is at work, and it takes a typed reason.</summary>
    public static bool NeedsReason(Contact contact, FloorRules rules, DateTimeOffset now) =>
        contact.State is not ContactState.Engaged engaged || now > engaged.Since + rules.TakeOverFreeFor;

    /// <summary>What was done by hand becomes so on the floor; whoever holds it meanwhile keeps it, and a person decides.</summary>
    private static Decision EngageHanded(Draft draft, FloorCommand.EngageHanded handed)
    {
        if (draft.Contact(handed.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (contact.Holder == handed.Worker) return new Decision.Unchanged();
        if (contact.Holder is not null) return Draft.Refuse(Refusal.ContactEngaged);
        return GiveTo(draft, contact, handed.Worker, "handed");
    }

    /// <summary>Moves a live contact to one worker, under a new fence, if that worker has room: a force never breaks capacity.</summary>
    private static Decision GiveTo(Draft draft, Contact contact, WorkerId to, string how)
    {
        contact = draft.LetGo(contact, "supervisor");
        if (contact.Holder is { } holder) draft.Release(holder, contact.Id);
        if (draft.Worker(to) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        if (worker.Presence == PresenceKind.ConsoleLost) return Draft.Refuse(Refusal.WorkerNotAvailable);
        if (!Capacity.Fits(worker, contact.Channel, draft.Rules)) return Draft.Refuse(Refusal.NoCapacity);
        draft.Put(draft.Engage(contact, to, how));
        return draft.Done();
    }

    private static Decision Force(Draft draft, FloorCommand.ForceContact force)
    {
        if (draft.Contact(force.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        draft.Say(new FloorEvent.ContactForced(contact.Id, contact.State.GetType().Name, force.Target.GetType().Name));
        switch (force.Target)
        {
            case ForceTarget.Waiting:
                draft.Put(BackToQueue(draft, contact, "forced"));
                return draft.Done();
            case ForceTarget.Engaged to:
                if (draft.Worker(to.Worker) is { } chosen && Debrief.IsProtected(chosen, draft.Now, draft.Rules)) return Draft.Refuse(Refusal.DebriefProtected);
                return GiveTo(draft, contact, to.Worker, "forced");
            case ForceTarget.WrapUp:
                if (contact.State is not ContactState.Engaged engaged) return Draft.Refuse(Refusal.NotEngaged);
                draft.Put(StartWrapUp(draft, contact, engaged.Worker, engaged.Fence, Outcome.Other));
                return draft.Done();
            case ForceTarget.Closed closed:
                contact = draft.LetGo(contact, "supervisor");
                draft.Put(Close(draft, contact, contact.Holder, closed.Outcome));
                return draft.Done();
            case ForceTarget.Abandoned:
                if (contact.Holder is { } holder) draft.Release(holder, contact.Id);
                draft.Put(Abandon(draft, contact, "forced"));
                return draft.Done();
            default:
                throw new UnreachableException(force.Target.GetType().Name);
        }
    }
}
