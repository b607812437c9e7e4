namespace Hotline.Server.Floor;

/// <summary>Which contacts a worker may take by own choice. Must-haves hold; wishes, preferences and the reserve only say who is asked, and nobody is asked here.</summary>
public static class Pulling
{
    /// <summary>On duty, with a console, on a line that allows it; while the queue is diverted it is the supervisors' alone.</summary>
    public static bool IsAllowed(Worker worker, FloorRules rules) =>
        rules.PullNext
        && worker.Presence is not (PresenceKind.OffDuty or PresenceKind.ConsoleLost)
        && (!rules.Diverted || worker.Profile.Supervisor);

    public static bool MayTake(Worker worker, Contact contact, FloorRules rules, DateTimeOffset now) =>
        IsOpen(contact)
        && Capacity.MustHaves(worker, contact, rules)
        && Capacity.Fits(worker, contact.Channel, rules, contact.Id)
        && !(Capacity.ExcludedUntil(contact, worker.Id, rules) > now);

    /// <summary>What one person was asked about is theirs until they answer; what several were asked about goes to the first.</summary>
    private static bool IsOpen(Contact contact) =>
        contact.State is ContactState.Waiting || contact is { State: ContactState.Offered, Grade.Band: Band.Imminent };
}

public static partial class FloorDecision
{
    private static Decision Pull(Draft draft, FloorCommand.PullContact pull)
    {
        if (draft.Worker(pull.Worker) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        if (!Pulling.IsAllowed(worker, draft.Rules)) return Draft.Refuse(Refusal.PullNotAllowed);
        if (pull.Contact is not { } id) return Draft.Refuse(Refusal.NothingToPull);
        if (draft.Contact(id) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is ContactState.Engaged engaged && engaged.Worker == pull.Worker) return new Decision.Unchanged();
        if (!contact.IsUnanswered) return Draft.Refuse(Refusal.NotWaiting);
        if (!Pulling.MayTake(worker, contact, draft.Rules, draft.Now)) return Draft.Refuse(Refusal.NotWaiting);
        contact = draft.Rescind(contact, "accepted_elsewhere");
        draft.Put(draft.Engage(contact, pull.Worker, "pulled"));
        return draft.Done();
    }
}
