namespace Hotline.Server.Floor;

public static partial class FloorDecision
{
    private static Decision Open(Draft draft, FloorCommand.OpenContact open)
    {
        // The id stands for the intake: a second opening of it changes nothing.
        if (draft.Contact(open.Contact) is not null) return new Decision.Unchanged();
        draft.Put(Search.Begin(new Contact
        {
            Id = open.Contact,
            Channel = open.Channel,
            Language = open.Language,
            Skills = open.Skills.IsDefault ? [] : open.Skills,
            Wishes = open.Wishes.IsDefault ? [] : open.Wishes,
            NotWorkers = open.NotWorkers.IsDefault ? [] : open.NotWorkers,
            ArrivedAt = open.ArrivedAt,
            Grade = open.Grade,
            State = new ContactState.Waiting(draft.Now),
            CallbackWished = open.CallbackWished,
            ExpectedSeconds = open.ExpectedSeconds,
            ExpectedRange = open.ExpectedRange,
            From = open.From,
        }, open.Preferred, draft.Now, draft.Rules));
        draft.Say(new FloorEvent.ContactOpened(open.Contact, open.Grade));
        if (open.From is { } from) draft.Say(new FloorEvent.ContactHandedIn(open.Contact, from.Line, from.Contact));
        return draft.Done();
    }

    private static Decision Rescore(Draft draft, FloorCommand.RescoreContact rescore)
    {
        if (draft.Contact(rescore.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (rescore.Grade.Basis <= contact.Grade.Basis) return new Decision.Unchanged();
        // While it waits its band never falls by itself; once somebody is there, findings may also calm.
        var grade = Regrade(contact.Grade, rescore.Grade, mayCalm: !contact.IsUnanswered);
        draft.Put(contact with { Grade = grade });
        draft.Say(new FloorEvent.ContactRescored(contact.Id, grade));
        return draft.Done();
    }

    private static Grade Regrade(Grade old, Grade next, bool mayCalm)
    {
        // A person's word stands until the rules see more risk than that person saw, and more than was set.
        if (old.Override is { } set) return next.Band > set.Seen && next.Band > set.Band ? next : Kept(old, next) with { Override = set };
        return mayCalm || (next.Score >= old.Score && next.Band >= old.Band) ? next : Kept(old, next);
    }

    private static Grade Kept(Grade old, Grade next) =>
        next with { Score = old.Score, Band = old.Band, CreditMs = old.CreditMs, Computed = new Computed(next.Score, next.Band) };

    /// <summary>A worker who holds it, or a supervisor, sets the band; what was computed stays beside it.</summary>
    private static Decision OverrideBand(Draft draft, FloorCommand.OverrideBand order)
    {
        if (draft.Contact(order.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (order.Fence is { } fence)
        {
            if (contact.Holder != order.By) return Draft.Refuse(Refusal.NotHolder);
            if (contact.HolderFence != fence) return Draft.Refuse(Refusal.FenceOutdated);
        }
        var old = contact.Grade;
        // Said on another computation than the one that stands: whoever says it has not seen this one.
        if (order.Basis != old.Basis) return Draft.Refuse(Refusal.Contended);
        if (order.Band == old.Band) return new Decision.Unchanged();
        var computed = old.Computed ?? new Computed(old.Score, old.Band);
        var set = order.Band == computed.Band
            ? old with { Score = computed.Score, Band = computed.Band, CreditMs = order.CreditMs, Computed = null, Override = null }
            : old with { Score = order.Score, Band = order.Band, CreditMs = order.CreditMs, Computed = computed, Override = new BandOverride(order.Band, computed.Band, order.By, draft.Now) };
        draft.Put(contact with { Grade = set });
        draft.Say(new FloorEvent.BandOverridden(contact.Id, order.By, computed.Band, old.Band, order.Band));
        return draft.Done();
    }

    private static Decision NoteText(Draft draft, FloorCommand.NoteText text)
    {
        if (draft.Contact(text.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        // Texts are numbered by the file: an older number coming late says nothing new.
        if (text.Number <= contact.Texts) return new Decision.Unchanged();
        draft.Put(contact with { Texts = text.Number });
        draft.Say(new FloorEvent.TextAdded(contact.Id, text.Number));
        return draft.Done();
    }

    private static Decision CarryFile(Draft draft, FloorCommand.CarryFile carry)
    {
        if (draft.Contact(carry.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        draft.Say(new FloorEvent.FileCarried(contact.Id));
        // What comes after the end is kept as well; the floor has no use for it.
        if (!contact.IsLive || carry.IsBare) return draft.Noted();
        if (carry.Texts > 0)
        {
            contact = contact with { Texts = contact.Texts + carry.Texts };
            draft.Say(new FloorEvent.TextAdded(contact.Id, contact.Texts));
        }
        if (carry.Grade is { } graded)
        {
            // Graded beside other evidence, of which it knows nothing: to be graded again from what stands now.
            if (graded.Basis <= contact.Grade.Basis) return Draft.Refuse(Refusal.Contended);
            // The file cannot be looked at, so nothing in it may be calmed.
            contact = contact with { Grade = Regrade(contact.Grade, graded, mayCalm: false) };
            draft.Say(new FloorEvent.ContactRescored(contact.Id, contact.Grade));
        }
        draft.Put(contact);
        return draft.Done();
    }

    private static Decision Withdraw(Draft draft, FloorCommand.WithdrawContact withdraw)
    {
        if (draft.Contact(withdraw.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is ContactState.Abandoned) return new Decision.Unchanged();
        if (!contact.IsLive) return Draft.Refuse(Refusal.ContactOver);
        if (!contact.IsUnanswered) return Draft.Refuse(Refusal.ContactEngaged);
        draft.Put(Abandon(draft, contact, withdraw.Reason));
        return draft.Done();
    }

    private static Contact Abandon(Draft draft, Contact contact, string reason)
    {
        contact = draft.LetGo(contact, "left");
        draft.Say(new FloorEvent.ContactAbandoned(contact.Id, reason, contact.CallbackWished));
        return contact with { State = new ContactState.Abandoned(draft.Now, reason), LastCallAt = null };
    }

    private static Decision End(Draft draft, FloorCommand.EndContact end)
    {
        if (draft.Contact(end.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is ContactState.WrapUp wrapUp && wrapUp.Fence == end.Fence) return new Decision.Unchanged();
        if (HeldEngaged(contact, end.Worker, end.Fence) is { } refusal) return Draft.Refuse(refusal);
        draft.Put(StartWrapUp(draft, contact, end.Worker, end.Fence, end.Outcome));
        return draft.Done();
    }

    private static Contact StartWrapUp(Draft draft, Contact contact, WorkerId worker, Fence fence, Outcome outcome)
    {
        contact = draft.LetGo(contact, "ended");
        draft.Hold(worker, new Holding(contact.Id, contact.Channel, HoldingKind.WrapUp, fence));
        draft.Say(new FloorEvent.ContactEnded(contact.Id, worker, outcome));
        // After high or imminent it never ends by itself.
        DateTimeOffset? until = contact.Grade.Band >= Band.High ? null : draft.Now + draft.Rules.WrapUpFor;
        return contact with { State = new ContactState.WrapUp(worker, fence, draft.Now, until, outcome) };
    }

    private static Decision ExtendWrapUp(Draft draft, FloorCommand.ExtendWrapUp extend)
    {
        if (draft.Contact(extend.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is not ContactState.WrapUp wrapUp) return Draft.Refuse(Refusal.NotInWrapUp);
        if (wrapUp.Worker != extend.Worker || wrapUp.Fence != extend.Fence) return Draft.Refuse(Refusal.NotHolder);
        if (wrapUp.Until is not { } until) return new Decision.Unchanged();
        var later = until + draft.Rules.ExtendBy;
        draft.Put(contact with { State = wrapUp with { Until = later } });
        draft.Say(new FloorEvent.WrapUpExtended(contact.Id, wrapUp.Worker, later));
        return draft.Done();
    }

    private static Decision FinishWrapUp(Draft draft, FloorCommand.FinishWrapUp finish)
    {
        if (draft.Contact(finish.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is ContactState.Closed) return new Decision.Unchanged();
        if (contact.State is not ContactState.WrapUp wrapUp) return Draft.Refuse(Refusal.NotInWrapUp);
        if (wrapUp.Worker != finish.Worker || wrapUp.Fence != finish.Fence) return Draft.Refuse(Refusal.NotHolder);
        draft.Put(Close(draft, contact, wrapUp.Worker, wrapUp.Outcome));
        return draft.Done();
    }

    private static Contact Close(Draft draft, Contact contact, WorkerId? worker, Outcome outcome)
    {
        contact = draft.LetGo(contact, "ended");
        if (contact.Holder is { } holder) draft.Release(holder, contact.Id);
        draft.Say(new FloorEvent.ContactClosed(contact.Id, worker, outcome));
        return contact with { State = new ContactState.Closed(worker, draft.Now, outcome), LastCallAt = null };
    }

    private static Refusal? HeldEngaged(Contact contact, WorkerId worker, Fence fence) => contact.State switch
    {
        ContactState.Engaged engaged when engaged.Worker == worker && engaged.Fence == fence => null,
        ContactState.Engaged engaged when engaged.Worker == worker => Refusal.FenceOutdated,
        ContactState.Engaged => Refusal.NotHolder,
        ContactState.Closed or ContactState.Abandoned => Refusal.ContactOver,
        _ => Refusal.NotEngaged,
    };
}
