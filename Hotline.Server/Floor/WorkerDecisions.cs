namespace Hotline.Server.Floor;

public static partial class FloorDecision
{
    private static Decision Join(Draft draft, FloorCommand.JoinFloor join)
    {
        if (draft.Worker(join.Worker) is not { } worker)
        {
            draft.Put(new Worker
            {
                Id = join.Worker,
                Profile = join.Profile,
                Presence = PresenceKind.OffDuty,
                PresenceSince = draft.Now,
                IdleSince = draft.Now,
            });
            draft.Say(new FloorEvent.WorkerJoined(join.Worker));
            return draft.Done();
        }
        var sameProfile = SameProfile(worker.Profile, join.Profile);
        if (worker.Presence != PresenceKind.ConsoleLost && sameProfile) return new Decision.Unchanged();
        if (worker.Presence == PresenceKind.ConsoleLost)
        {
            foreach (var holding in worker.Holdings)
                if (draft.Contact(holding.Contact) is { State: ContactState.Engaged { ReofferAt: not null } engaged } contact && engaged.Worker == worker.Id)
                    draft.Put(contact with { State = engaged with { ReofferAt = null } });
            worker = worker with { Presence = worker.Resume ?? PresenceKind.OffDuty, Resume = null, PresenceSince = draft.Now, QuietUntil = null };
            draft.Say(new FloorEvent.ConsoleRegained(worker.Id));
        }
        draft.Put(worker with { Profile = join.Profile });
        return draft.Done();
    }

    private static bool SameProfile(WorkerProfile one, WorkerProfile other) =>
        one.Supervisor == other.Supervisor
        && one.Level == other.Level
        && one.LanguageLevels.Count == other.LanguageLevels.Count
        && one.LanguageLevels.All(language => other.LanguageLevels.TryGetValue(language.Key, out var level) && level == language.Value)
        && one.Languages.SequenceEqual(other.Languages)
        && one.Channels.SequenceEqual(other.Channels)
        && one.Skills.Count == other.Skills.Count
        && one.Skills.All(skill => other.Skills.TryGetValue(skill.Key, out var level) && level == skill.Value);

    /// <summary>An account that is disabled or moved: nothing may be held any more, so its contacts go back to the queue.</summary>
    private static Decision Leave(Draft draft, FloorCommand.LeaveFloor leave)
    {
        if (draft.Worker(leave.Worker) is not { } worker) return new Decision.Unchanged();
        foreach (var holding in worker.Holdings)
        {
            if (draft.Contact(holding.Contact) is not { } contact) continue;
            switch (contact.State)
            {
                case var _ when holding.Kind == HoldingKind.Reserved:
                    draft.Put(AfterOffers(draft, RescindOf(draft, contact, worker.Id, "presence")));
                    break;
                case var _ when holding.Kind == HoldingKind.Beside:
                    draft.Put(Gone(draft, contact, worker.Id, "presence"));
                    break;
                case ContactState.Engaged when StandInFor(draft, contact) is { } other:
                    draft.Put(StandIn(draft, contact, worker.Id, other));
                    break;
                case ContactState.Engaged:
                    draft.Put(BackToQueue(draft, contact, "requeued"));
                    break;
                case ContactState.WrapUp wrapUp:
                    draft.Put(Close(draft, contact, wrapUp.Worker, wrapUp.Outcome));
                    break;
            }
        }
        draft.Drop(worker.Id);
        draft.Say(new FloorEvent.WorkerLeft(worker.Id));
        return draft.Done();
    }

    private static Decision SetPresence(Draft draft, WorkerId id, PresenceKind to, BreakReason? reason, string why)
    {
        if (to is PresenceKind.NotResponding or PresenceKind.ConsoleLost) return Draft.Refuse(Refusal.IllegalPresence);
        if (draft.Worker(id) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        reason = to == PresenceKind.Break ? reason ?? BreakReason.Break : null;
        if (worker.Presence == PresenceKind.ConsoleLost)
        {
            // What it will be when the console is back; a supervisor cannot make a lost console available.
            if (worker.Resume == to && worker.BreakReason == reason) return new Decision.Unchanged();
            var was = worker.Resume ?? PresenceKind.OffDuty;
            draft.Put(OnShift(worker, was, to, draft.Now) with { Resume = to, BreakReason = reason });
            draft.Say(new FloorEvent.PresenceChanged(id, was, to, reason, why));
            return draft.Done();
        }
        if (worker.Presence == to && worker.BreakReason == reason && !IsDebriefAgain(draft, worker, why)) return Ready(draft, worker, why);
        if (to != PresenceKind.Available) RescindAllOf(draft, worker, "presence");
        worker = draft.Worker(id)!;
        draft.Put(OnShift(worker, worker.Presence, to, draft.Now) with
        {
            Presence = to,
            BreakReason = reason,
            PresenceSince = draft.Now,
            Idle = false,
            QuietUntil = null,
            IdleSince = to == PresenceKind.Available && worker.Holdings.IsEmpty ? draft.Now : worker.IdleSince,
        });
        draft.Say(new FloorEvent.PresenceChanged(id, worker.Presence, to, reason, why));
        return draft.Done();
    }

    /// <summary>The worker's own word once more: when the protected minutes are over, it takes as many again.</summary>
    private static bool IsDebriefAgain(Draft draft, Worker worker, string why) =>
        why == "chosen" && worker is { Presence: PresenceKind.Break, BreakReason: BreakReason.Debrief } && !Debrief.IsProtected(worker, draft.Now, draft.Rules);

    private static Decision SetWorkerPresence(Draft draft, FloorCommand.SetWorkerPresence set)
    {
        var isKept = set is { Presence: PresenceKind.Break, Reason: BreakReason.Debrief };
        if (!isKept && draft.Worker(set.Worker) is { } worker && Debrief.IsProtected(worker, draft.Now, draft.Rules)) return Draft.Refuse(Refusal.DebriefProtected);
        return SetPresence(draft, set.Worker, set.Presence, set.Reason, "supervisor");
    }

    /// <summary>Never takes an offer away: who has one, or holds something, is not idle, whatever a desk says.</summary>
    private static Decision MarkIdle(Draft draft, FloorCommand.MarkIdle idle)
    {
        if (draft.Worker(idle.Worker) is not { } worker) return Draft.Refuse(Refusal.WorkerNotSignedIn);
        if (!worker.Holdings.IsEmpty) return Draft.Refuse(Refusal.WorkerBusy);
        if (worker.Presence != PresenceKind.Available || draft.Rules.IdleAfter <= TimeSpan.Zero) return new Decision.Unchanged();
        // A desk may not know of another: what the floor itself has seen of the worker since counts as well.
        var sign = new[] { idle.LastSignAt, worker.PresenceSince, worker.IdleSince }.Max();
        if (draft.Now - sign < draft.Rules.IdleAfter + draft.Rules.IdleAnswerFor - DeskClock) return new Decision.Unchanged();
        draft.Put(worker with { Presence = PresenceKind.NotResponding, PresenceSince = draft.Now, BreakReason = null, Idle = true });
        draft.Say(new FloorEvent.PresenceChanged(worker.Id, worker.Presence, PresenceKind.NotResponding, null, "idle"));
        return draft.Done();
    }

    /// <summary>How far a desk's measure of the floor's time may be off.</summary>
    private static readonly TimeSpan DeskClock = TimeSpan.FromSeconds(5);

    /// <summary>A shift begins with the step from off duty, and is over with the step to it.</summary>
    private static Worker OnShift(Worker worker, PresenceKind from, PresenceKind to, DateTimeOffset now)
    {
        if (to == PresenceKind.OffDuty) return worker with { OnDutySince = null };
        return from == PresenceKind.OffDuty ? worker with { OnDutySince = now, HighRiskThisShift = 0 } : worker;
    }

    private static Decision LoseConsole(Draft draft, FloorCommand.LoseConsole lose)
    {
        if (draft.Worker(lose.Worker) is not { } worker) return Draft.Refuse(Refusal.UnknownWorker);
        if (worker.Presence == PresenceKind.ConsoleLost) return new Decision.Unchanged();
        if (worker.Presence == PresenceKind.OffDuty && worker.Holdings.IsEmpty) return new Decision.Unchanged();
        RescindAllOf(draft, worker, "console_lost");
        worker = draft.Worker(lose.Worker)!;
        foreach (var holding in worker.Holdings)
        {
            if (holding.Kind == HoldingKind.Beside && draft.Contact(holding.Contact) is { } beside)
            {
                draft.Put(Gone(draft, beside, worker.Id, "console_lost"));
                continue;
            }
            // The voice leg may be alive: an engaged call stays and is shown to the supervisor.
            if (!Capacity.IsText(holding.Channel)) continue;
            if (draft.Contact(holding.Contact) is { State: ContactState.Engaged engaged } contact)
                draft.Put(contact with { State = engaged with { ReofferAt = draft.Now + draft.Rules.ReofferLostAfter } });
        }
        worker = draft.Worker(lose.Worker)!;
        draft.Put(worker with { Presence = PresenceKind.ConsoleLost, Resume = worker.Presence, PresenceSince = draft.Now });
        draft.Say(new FloorEvent.ConsoleLost(worker.Id));
        return draft.Done();
    }

    private static void RescindAllOf(Draft draft, Worker worker, string why)
    {
        foreach (var holding in worker.Holdings.Where(holding => holding.Kind == HoldingKind.Reserved))
            if (draft.Contact(holding.Contact) is { } contact)
                draft.Put(AfterOffers(draft, RescindOf(draft, contact, worker.Id, why)));
    }

    /// <summary>Who was beside is gone without having said so: the conversation goes on; of a warm transfer the sender has the choice again.</summary>
    private static Contact Gone(Draft draft, Contact contact, WorkerId worker, string why)
    {
        var transfer = contact.Transfer;
        contact = draft.TakeOut(contact, worker, why);
        return transfer?.With == worker ? OverFor(draft, contact, transfer, TransferEnd.Left) : contact;
    }

    /// <summary>Who of those beside can go on at once: the receiver first, then whoever leads, then whoever helps.</summary>
    private static WorkerId? StandInFor(Draft draft, Contact contact) => contact.Beside
        .Where(one => draft.Worker(one.Worker) is { Presence: not PresenceKind.ConsoleLost })
        .OrderBy(one => one.Role switch { BesideRole.Receiver => 0, BesideRole.Supervisor => 1, _ => 2 })
        .Select(one => (WorkerId?)one.Worker).FirstOrDefault();

    private static Contact RescindOf(Draft draft, Contact contact, WorkerId worker, string why)
    {
        foreach (var offer in contact.Pending.Where(offer => offer.Worker == worker).ToArray())
        {
            contact = draft.EndOffer(contact, offer, OfferEnd.Rescinded);
            draft.Release(worker, contact.Id);
            draft.Say(new FloorEvent.OfferRescinded(contact.Id, worker, offer.Id, why));
        }
        return contact;
    }
}
