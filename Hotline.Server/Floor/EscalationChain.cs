namespace Hotline.Server.Floor;

/// <summary>Hand-over to partners: whom to ask, what partners report, what is delivered, whose time is up.</summary>
public static partial class FloorDecision
{
    private static FloorEvent.EscalationMoved News(Escalation escalation, EscalationNews what, WorkerId? by = null, PartnerId? partner = null, string? code = null) =>
        new(escalation.Contact, escalation.Id, what, by, partner, code);

    private static Escalation Step(Draft draft, Escalation escalation, EscalationStep step) => escalation.Step == step ? escalation : escalation with { Step = step, Since = draft.Now };

    private static Escalation With(Escalation escalation, int index, ChainLink link) => escalation with { Chain = escalation.Chain.SetItem(index, link) };

    /// <summary>Index of the last link of this partner that was asked; -1 when it never was.</summary>
    private static int LastAsked(Escalation escalation, PartnerId partner)
    {
        for (var index = escalation.Chain.Length - 1; index >= 0; index--)
            if (escalation.Chain[index] is { AskedAt: not null } link && link.Partner == partner) return index;
        return -1;
    }

    /// <summary>The next partner of the chain; nobody left: a person must act.</summary>
    private static Escalation AskNext(Draft draft, Escalation escalation)
    {
        for (var index = escalation.At + 1; index < escalation.Chain.Length; index++)
        {
            if (escalation.Chain[index].State != LinkState.Ahead) continue;
            var link = escalation.Chain[index];
            escalation = With(escalation, index, link with
            {
                State = LinkState.Asked, AskedAt = draft.Now, AnswerUntil = draft.Now + link.AnswerWithin, RetryAt = draft.Now + (link.AnswerWithin / 2), Asks = 1, Version = escalation.Forms.Length,
            });
            escalation = Send(draft, Step(draft, escalation with { At = index, ReachDueAt = null }, EscalationStep.Submitted), ParcelKind.Submit, index, escalation.Forms.Length);
            draft.Say(News(escalation, EscalationNews.Asked, null, link.Partner));
            return escalation;
        }
        draft.Say(News(escalation, EscalationNews.NobodyAnswers));
        return Step(draft, escalation, EscalationStep.Unanswered);
    }

    /// <summary>Puts a message into the outbox of a partner that takes messages; what is there under the same key is sent at once instead.</summary>
    private static Escalation Send(Draft draft, Escalation escalation, ParcelKind kind, int link, int part)
    {
        if (escalation.Chain[link].Delivery != PartnerDelivery.Webhook) return escalation;
        var parcel = new OutParcel(kind, link, part, draft.Now, kind == ParcelKind.Submit ? escalation.Chain[link].AnswerUntil!.Value : draft.Now + draft.Rules.ParcelFor);
        var before = escalation.Outbox.FirstOrDefault(one => one.Key == parcel.Key);
        return escalation with { Outbox = before is null ? escalation.Outbox.Add(parcel) : escalation.Outbox.Replace(before, before with { DueAt = draft.Now }) };
    }

    /// <summary>Asks the current partner no longer, and tells it so.</summary>
    private static Escalation GiveUpLink(Draft draft, Escalation escalation, LinkState state)
    {
        var index = escalation.At;
        escalation = With(escalation, index, escalation.Chain[index] with { State = state, RetryAt = null });
        escalation = escalation with { Outbox = escalation.Outbox.RemoveAll(parcel => parcel.Link == index) };
        return Send(draft, escalation, ParcelKind.Withdraw, index, 0);
    }

    /// <summary>Over when nothing is left to say, to send or to find out.</summary>
    private static Escalation Settle(Draft draft, Escalation escalation)
    {
        var ended = escalation.Step == EscalationStep.Cancelled || (escalation.Step == EscalationStep.Closed && escalation.Reached == true);
        if (!ended || escalation.OverAt is not null || !escalation.Outbox.IsEmpty || escalation.Chain.Any(link => link.Logged < link.Told)) return escalation;
        draft.Say(News(escalation, EscalationNews.Over));
        return escalation with { OverAt = draft.Now };
    }

    private static Decision RunEscalation(Draft draft, FloorCommand.RunEscalation run)
    {
        if (draft.Escalation(run.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (escalation.DueAt is not { } due || due > draft.Now) return Draft.Refuse(Refusal.NothingDue);
        var link = escalation.Current!;
        if (link.AnswerUntil <= draft.Now)
        {
            draft.Say(News(escalation, EscalationNews.Unanswered, null, link.Partner, link.Fault));
            draft.Put(AskNext(draft, GiveUpLink(draft, escalation, link.State == LinkState.Asked && link.Fault is not null ? LinkState.Failed : LinkState.Unanswered)));
            return draft.Done();
        }
        draft.Say(News(escalation, EscalationNews.AskedAgain, null, link.Partner));
        draft.Put(Send(draft, With(escalation, escalation.At, link with { RetryAt = null, Asks = link.Asks + 1 }), ParcelKind.Submit, escalation.At, link.Version));
        return draft.Done();
    }

    private static Decision ShowEscalation(Draft draft, FloorCommand.ShowEscalation show)
    {
        if (draft.Escalation(show.Escalation) is not { } escalation || LastAsked(escalation, show.Partner) is not (>= 0 and var index)) return Draft.Refuse(Refusal.UnknownEscalation);
        var link = escalation.Chain[index];
        var told = escalation.Forms.Length;
        if (link.Delivery != PartnerDelivery.Desk || !(link.IsOpen || link.State == LinkState.Accepted) || (link.State != LinkState.Asked && link.Told >= told)) return new Decision.Unchanged();
        draft.Say(News(escalation, EscalationNews.Shown, null, show.Partner));
        var shown = With(escalation, index, link with { State = link.State == LinkState.Asked ? LinkState.Delivered : link.State, Told = told });
        draft.Put(link.State == LinkState.Asked ? Step(draft, shown, EscalationStep.Delivered) : shown);
        return draft.Done();
    }

    private static Decision NoteDelivery(Draft draft, FloorCommand.NoteDelivery note)
    {
        if (draft.Escalation(note.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        // Withdrawn while it was on its way, or another node was faster.
        if (escalation.Outbox.FirstOrDefault(one => one.Key == note.Parcel) is not { } parcel) return new Decision.Unchanged();
        var link = escalation.Chain[parcel.Link];
        if (note.Left && parcel.Kind is ParcelKind.Submit or ParcelKind.Update && link.Told < parcel.Part)
            escalation = With(escalation, parcel.Link, link = link with { Told = parcel.Part });
        var without = escalation with { Outbox = escalation.Outbox.Remove(parcel) };
        if (note.End == DeliveryEnd.Delivered)
        {
            if (parcel.Kind == ParcelKind.Submit && link.State == LinkState.Asked)
            {
                without = Step(draft, With(without, parcel.Link, link with { State = LinkState.Delivered, Fault = null }), EscalationStep.Delivered);
                draft.Say(News(without, EscalationNews.Delivered, null, link.Partner));
            }
            draft.Put(Settle(draft, without));
            return draft.Done();
        }
        var again = draft.Now + Later(parcel.Tries, note.Wait);
        draft.Say(News(escalation, EscalationNews.DeliveryFailed, null, link.Partner, note.Code));
        if (note.End == DeliveryEnd.Failed && again < parcel.GiveUpAt)
        {
            without = escalation with { Outbox = escalation.Outbox.Replace(parcel, parcel with { Tries = parcel.Tries + 1, DueAt = again }) };
            draft.Put(parcel.Kind == ParcelKind.Submit ? With(without, parcel.Link, link with { Fault = note.Code }) : without);
            return draft.Done();
        }
        if (parcel.Kind == ParcelKind.Submit)
        {
            without = With(without, parcel.Link, link with { Fault = note.Code });
            // Not there at all: the next one need not wait for its time. Only tried in vain: its time is waited for, a desk may still answer.
            if (note.End != DeliveryEnd.Failed && link.State == LinkState.Asked) without = AskNext(draft, With(without, parcel.Link, without.Chain[parcel.Link] with { State = LinkState.Failed, RetryAt = null }));
            draft.Put(without);
            return draft.Done();
        }
        // A partner that never had it knows nothing to withdraw.
        if (parcel.Kind != ParcelKind.Withdraw || note.End == DeliveryEnd.Failed)
        {
            without = without with { GivenUp = without.GivenUp + 1 };
            draft.Say(News(without, EscalationNews.GivenUp, null, link.Partner, note.Code));
        }
        draft.Put(Settle(draft, without));
        return draft.Done();
    }

    private static Decision NoteDisclosed(Draft draft, FloorCommand.NoteDisclosed note)
    {
        if (draft.Escalation(note.Escalation) is not { } escalation) return Draft.Refuse(Refusal.UnknownEscalation);
        if (note.Link < 0 || note.Link >= escalation.Chain.Length || escalation.Chain[note.Link] is not { } link || link.Logged >= note.Version) return new Decision.Unchanged();
        draft.Put(Settle(draft, With(escalation, note.Link, link with { Logged = Math.Min(note.Version, link.Told) })));
        return draft.Done();
    }

    private static TimeSpan Later(int tries, TimeSpan? wait)
    {
        var own = TimeSpan.FromSeconds(Math.Min(15, 1 << Math.Min(tries, 4)));
        return wait > own ? wait.Value : own;
    }
}
