using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>Hand-over to partners: beginning, second person, chain, change of facts, cancelling, whether help came.</summary>
public static partial class FloorDecision
{
    private static Decision BeginEscalation(Draft draft, FloorCommand.BeginEscalation begin)
    {
        if (draft.Escalation(begin.Escalation) is not null) return new Decision.Unchanged();
        if (draft.Contact(begin.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (begin.Fence is { } fence)
        {
            if (contact.Holder != begin.By) return Draft.Refuse(Refusal.NotHolder);
            if (contact.HolderFence != fence) return Draft.Refuse(Refusal.FenceOutdated);
        }
        if (begin.Chain.IsEmpty) return Draft.Refuse(Refusal.NoPartner);
        var needsSecond = contact.Grade.Band != Band.Imminent;
        var escalation = new Escalation
        {
            Id = begin.Escalation, Contact = contact.Id, Band = contact.Grade.Band, By = begin.By, BeganAt = draft.Now, Step = EscalationStep.Held, Since = draft.Now,
            Chain = [.. begin.Chain.Select(LinkTo)], Forms = [begin.Form], ConfirmFrom = needsSecond ? draft.Now + draft.Rules.SecondPersonFor : null,
        };
        draft.Say(News(escalation, EscalationNews.Began, begin.By));
        draft.Put(needsSecond ? escalation : AskNext(draft, escalation));
        return draft.Done();
    }

    private static ChainLink LinkTo(PartnerTarget target) => new(target.Partner, target.Delivery, target.AnswerWithin);

    private static Decision ConfirmEscalation(Draft draft, FloorCommand.ConfirmEscalation confirm)
    {
        if (draft.Escalation(confirm.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.Step != EscalationStep.Held) return escalation.Second == confirm.By ? new Decision.Unchanged() : Draft.Refuse(Refusal.NotHeld);
        if (confirm.By == escalation.By) return Draft.Refuse(Refusal.ConfirmationNeeded);
        draft.Say(News(escalation, EscalationNews.Confirmed, confirm.By));
        draft.Put(AskNext(draft, escalation with { Second = confirm.By }));
        return draft.Done();
    }

    private static Decision ProceedEscalation(Draft draft, FloorCommand.ProceedEscalation proceed)
    {
        if (draft.Escalation(proceed.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.Step != EscalationStep.Held) return escalation.WentAlone ? new Decision.Unchanged() : Draft.Refuse(Refusal.NotHeld);
        // Imminent meanwhile: nobody is waited for any more.
        if (escalation.ConfirmFrom > draft.Now && draft.Contact(escalation.Contact)?.Grade.Band != Band.Imminent) return Draft.Refuse(Refusal.ConfirmationNeeded);
        draft.Say(News(escalation, EscalationNews.WentAlone, proceed.By));
        draft.Put(AskNext(draft, escalation with { WentAlone = true }));
        return draft.Done();
    }

    private static Decision AskPartner(Draft draft, FloorCommand.AskPartner ask)
    {
        if (draft.Escalation(ask.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.OverAt is not null || escalation.Step is EscalationStep.Cancelled or EscalationStep.Closed) return Draft.Refuse(Refusal.EscalationOver);
        if (escalation.IsTaken) return Draft.Refuse(Refusal.EscalationTaken);
        if (escalation.Step == EscalationStep.Held) return Draft.Refuse(Refusal.ConfirmationNeeded);
        if (escalation.Current is { IsOpen: true }) escalation = GiveUpLink(draft, escalation, LinkState.Withdrawn);
        // Before whoever is still ahead, behind all that were asked: their messages name them by their place.
        var place = escalation.Chain.Length;
        while (place > 0 && escalation.Chain[place - 1].State == LinkState.Ahead) place--;
        escalation = escalation with { Chain = escalation.Chain.Insert(place, LinkTo(ask.Partner)) };
        draft.Put(AskNext(draft, escalation));
        return draft.Done();
    }

    private static Decision UpdateEscalation(Draft draft, FloorCommand.UpdateEscalation update)
    {
        if (draft.Escalation(update.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.Step is EscalationStep.Cancelled or EscalationStep.Closed) return Draft.Refuse(Refusal.EscalationOver);
        if (update.Version != escalation.Forms.Length) return Draft.Refuse(Refusal.FormChanged);
        escalation = escalation with { Forms = escalation.Forms.Add(update.Form) };
        for (var link = 0; link < escalation.Chain.Length; link++)
            if (escalation.Chain[link].IsOpen || escalation.Chain[link].State == LinkState.Accepted) escalation = Send(draft, escalation, ParcelKind.Update, link, escalation.Forms.Length);
        draft.Say(News(escalation, EscalationNews.Updated, update.By));
        draft.Put(escalation);
        return draft.Done();
    }

    private static Decision SayEscalation(Draft draft, FloorCommand.SayEscalation say)
    {
        if (draft.Escalation(say.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (say.Partner is { } from && LastAsked(escalation, from) < 0) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.OverAt is not null) return Draft.Refuse(Refusal.EscalationOver);
        if (escalation.Said.Length >= MostSaid) return Draft.Refuse(Refusal.TooMuchSaid);
        escalation = escalation with { Said = escalation.Said.Add(new Said(say.Kind, say.Partner, say.Text, draft.Now)) };
        if (say.Partner is null && escalation.Current is { } link && (link.IsOpen || link.State == LinkState.Accepted))
            escalation = Send(draft, escalation, ParcelKind.Message, escalation.At, escalation.Said.Length);
        draft.Say(News(escalation, say.Kind switch { SaidKind.Question => EscalationNews.Question, SaidKind.Answer => EscalationNews.Answer, _ => EscalationNews.Note }, null, say.Partner));
        draft.Put(escalation);
        return draft.Done();
    }

    private const int MostSaid = 100;

    private static Decision CancelEscalation(Draft draft, FloorCommand.CancelEscalation cancel)
    {
        if (draft.Escalation(cancel.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        switch (escalation.Step)
        {
            case EscalationStep.Cancelled: return new Decision.Unchanged();
            case EscalationStep.Closed: return Draft.Refuse(Refusal.EscalationOver);
            case not EscalationStep.Held and not EscalationStep.Unanswered when escalation.IsTaken:
                if (escalation.Cancel == CancelState.Asked) return new Decision.Unchanged();
                // Units may be on their way: the partner says whether it lets go.
                escalation = Send(draft, escalation with { Cancel = CancelState.Asked, CancelAskedAt = draft.Now }, ParcelKind.Cancel, escalation.At, 0);
                draft.Say(News(escalation, EscalationNews.CancelAsked, cancel.By, escalation.Current!.Partner));
                draft.Put(escalation);
                return draft.Done();
            default:
                if (escalation.Current is { IsOpen: true }) escalation = GiveUpLink(draft, escalation, LinkState.Withdrawn);
                draft.Say(News(escalation, EscalationNews.Cancelled, cancel.By));
                draft.Put(Settle(draft, Step(draft, escalation, EscalationStep.Cancelled)));
                return draft.Done();
        }
    }

    private static Decision AnswerCancel(Draft draft, FloorCommand.AnswerCancel answer)
    {
        if (draft.Escalation(answer.Escalation) is not { } escalation || LastAsked(escalation, answer.Partner) < 0) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.Cancel == (answer.Agreed ? CancelState.Agreed : CancelState.Declined)) return new Decision.Unchanged();
        if (escalation.Cancel != CancelState.Asked || escalation.Current?.Partner != answer.Partner) return Draft.Refuse(Refusal.NoCancel);
        escalation = escalation with { Cancel = answer.Agreed ? CancelState.Agreed : CancelState.Declined };
        draft.Say(News(escalation, answer.Agreed ? EscalationNews.CancelAgreed : EscalationNews.CancelDeclined, null, answer.Partner));
        if (answer.Agreed) escalation = Settle(draft, Step(draft, With(escalation, escalation.At, escalation.Current with { State = LinkState.Withdrawn }), EscalationStep.Cancelled));
        draft.Put(escalation);
        return draft.Done();
    }

    private static Decision NoteReached(Draft draft, FloorCommand.NoteReached note)
    {
        if (draft.Escalation(note.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.ReachDueAt is null) return Draft.Refuse(Refusal.NothingReached);
        if (escalation.Reached == note.Reached) return new Decision.Unchanged();
        if (escalation.OverAt is not null) return Draft.Refuse(Refusal.EscalationOver);
        draft.Say(News(escalation, note.Reached ? EscalationNews.Reached : EscalationNews.NotReached, note.By, escalation.Current?.Partner));
        if (note.Reached) draft.Put(Settle(draft, escalation with { Reached = true }));
        // Still on its way: asked again later. Gone without having reached anybody: the next one is asked.
        else if (escalation.Step is not (EscalationStep.Closed or EscalationStep.GoneOnArrival)) draft.Put(escalation with { ReachDueAt = draft.Now + draft.Rules.ReachSoon });
        else draft.Put(AskNext(draft, With(escalation, escalation.At, escalation.Current! with { State = LinkState.Closed }) with { ReachDueAt = null, Reached = null }));
        return draft.Done();
    }

    private static Decision ForgetEscalations(Draft draft, FloorCommand.ForgetEscalations forget)
    {
        foreach (var id in forget.Escalations)
        {
            if (draft.Escalation(id) is not { OverAt: { } over } escalation || over + draft.Rules.ForgetAfter > draft.Now) continue;
            draft.Say(News(escalation, EscalationNews.Forgotten));
            draft.Drop(id);
        }
        return draft.Done();
    }
}
