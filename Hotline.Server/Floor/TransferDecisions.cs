namespace Hotline.Server.Floor;

/// <summary>A contact from its holder to somebody else. Until somebody has it, it stays engaged where it is: the help seeker is with a person at every moment.</summary>
public static partial class FloorDecision
{
    private static Decision StartTransfer(Draft draft, FloorCommand.StartTransfer start)
    {
        if (draft.Contact(start.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (HeldEngaged(contact, start.By, start.Fence) is { } refusal) return Draft.Refuse(refusal);
        if (contact.Transfer is { Step: not TransferStep.Over }) return Draft.Refuse(Refusal.TransferRunning);
        var number = contact.TransfersBegun + 1;
        contact = contact with
        {
            TransfersBegun = number,
            Transfer = new Transfer(number, start.Kind, start.Target, start.By, draft.Now, TransferStep.Seeking, draft.Now + draft.Rules.TransferFor),
        };
        draft.Say(new FloorEvent.TransferBegun(contact.Id, start.By, start.Kind, start.Target));
        if (start.Target is TransferTarget.OtherLine other)
        {
            // Another line cannot join a conversation: it is given it. One attempt at a time, also while an earlier one is still being fetched back.
            if (start.Kind != TransferKind.Cold) return Draft.Refuse(Refusal.TransferIllegal);
            if (contact.Abroad is not null) return Draft.Refuse(Refusal.TransferRunning);
            contact = contact with { Abroad = new Abroad(number, other.Line, false) };
        }
        if (start.Target is TransferTarget.Colleague colleague)
        {
            if (draft.Worker(colleague.Worker) is not { } worker) return Draft.Refuse(Refusal.UnknownWorker);
            if (Receiving.WhyNot(contact, start.Kind, worker, draft.Rules) is { } why) return Draft.Refuse(why);
            contact = OfferTransfer(draft, contact, new OfferTarget(worker.Id, start.Offer, [WhyYou(start.Kind)]), 0);
        }
        draft.Put(contact);
        return draft.Done();
    }

    /// <summary>The next one of those who have the skill.</summary>
    private static Decision SeekReceiver(Draft draft, FloorCommand.SeekReceiver seek)
    {
        if (draft.Contact(seek.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.Transfer is not { Asks: true, Target: TransferTarget.Skilled skilled } transfer || transfer.Number != seek.Number) return Draft.Refuse(Refusal.NoTransfer);
        if (contact.Pending.Any() || transfer.Until <= draft.Now) return Draft.Refuse(Refusal.NotWaiting);
        if (draft.Worker(seek.Target.Worker) is not { } worker) return Draft.Refuse(Refusal.UnknownWorker);
        if (!Receiving.IsNext(contact, transfer, skilled.Need, worker, draft.Rules, draft.Now)) return Draft.Refuse(Refusal.NobodyEligible);
        var target = seek.Target with { WhyYou = [WhyYou(transfer.Kind), "skill:" + skilled.Need.Skill] };
        draft.Put(OfferTransfer(draft, contact, target, seek.PlannedAt));
        return draft.Done();
    }

    private static Contact OfferTransfer(Draft draft, Contact contact, OfferTarget target, long plannedAt)
    {
        var transfer = contact.Transfer!;
        return Offer(draft, contact with { Transfer = transfer with { Tried = transfer.Tried.Add(target.Worker) } }, target, plannedAt);
    }

    private static string WhyYou(TransferKind kind) => kind switch
    {
        TransferKind.Cold => "transfer_cold",
        TransferKind.Warm => "transfer_warm",
        _ => "consult",
    };

    /// <summary>Who was asked says yes: a cold transfer is done with it, in one commit; else there are two with the help seeker.</summary>
    private static Contact AcceptTransfer(Draft draft, Contact contact, Offer offer, ContactState.Engaged sending)
    {
        var transfer = contact.Transfer!;
        if (transfer.Kind == TransferKind.Cold)
        {
            draft.Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.HandedOver));
            return MoveTo(draft, contact, sending.Worker, offer.Worker, "transferred", offer.Fence);
        }
        var role = transfer.Kind == TransferKind.Warm ? BesideRole.Receiver : BesideRole.Consultant;
        contact = draft.Join(contact, new Participant(offer.Worker, role, offer.Fence, draft.Now));
        return contact with
        {
            Transfer = transfer.Kind == TransferKind.Warm ? transfer with { Step = TransferStep.Joined, Until = null, With = offer.Worker } : null,
        };
    }

    /// <summary>The sender takes it back: whoever was asked is asked no more, whoever came for it goes. Over already, the choice is made: it stays.</summary>
    private static Decision CancelTransfer(Draft draft, FloorCommand.CancelTransfer cancel)
    {
        if (draft.Contact(cancel.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (HeldEngaged(contact, cancel.By, cancel.Fence) is { } refusal) return Draft.Refuse(refusal);
        if (contact.Transfer is not { } transfer) return new Decision.Unchanged();
        if (transfer.Step == TransferStep.Recalling) return new Decision.Unchanged();
        if (transfer is { Step: TransferStep.Seeking, Target: TransferTarget.OtherLine elsewhere })
        {
            draft.Put(Recall(draft, contact, transfer, elsewhere, TransferEnd.Cancelled));
            return draft.Done();
        }
        contact = draft.Rescind(contact, "transfer_cancelled");
        if (transfer.With is { } with) contact = draft.TakeOut(contact, with, "taken_out");
        if (transfer.Step != TransferStep.Over) draft.Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.Cancelled));
        draft.Put(contact with { Transfer = null });
        return draft.Done();
    }

    /// <summary>The sender hands over to somebody who is in the conversation already.</summary>
    private static Decision CompleteTransfer(Draft draft, FloorCommand.CompleteTransfer complete)
    {
        if (draft.Contact(complete.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.State is ContactState.Engaged { Worker: var holder } && holder == complete.To && complete.To != complete.By) return new Decision.Unchanged();
        if (HeldEngaged(contact, complete.By, complete.Fence) is { } refusal) return Draft.Refuse(refusal);
        if (contact.ParticipantOf(complete.To) is null) return Draft.Refuse(Refusal.NotBeside);
        if (contact.Transfer is not null) draft.Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.HandedOver));
        draft.Put(MoveTo(draft, contact, complete.By, complete.To, "transferred", null));
        return draft.Done();
    }

    /// <summary>One holder gives way to the next in one step. Supervisors stay beside; who was there for the old holder goes.</summary>
    /// <param name="fence">Of the offer it was accepted by; null for a new one.</param>
    private static Contact MoveTo(Draft draft, Contact contact, WorkerId from, WorkerId to, string how, Fence? fence)
    {
        contact = draft.Rescind(contact, "accepted_elsewhere");
        foreach (var other in contact.Beside.Where(other => other.Worker != to && other.Role != BesideRole.Supervisor)) contact = draft.TakeOut(contact, other.Worker, "handed_over");
        draft.Release(from, contact.Id);
        if (draft.Worker(from) is { } sender)
        {
            // A quiet moment after what was heard; the sender can be ready at once.
            var quiet = draft.Now + draft.Rules.WrapUpFor;
            draft.Put(sender with { QuietUntil = sender.QuietUntil > quiet ? sender.QuietUntil : quiet });
        }
        return draft.Engage(contact with { Transfer = null, SentBy = new Sender(from, draft.Now), Beside = contact.Beside.RemoveAll(other => other.Worker == to) }, to, how, fence);
    }

    /// <summary>Nobody pending any more: one who was asked by name was the only one; of those with a skill the next is asked until the time is over.</summary>
    private static Contact SenderChooses(Draft draft, Contact contact)
    {
        if (contact.Transfer is not { Asks: true } transfer || contact.Pending.Any()) return contact;
        if (transfer.Target is TransferTarget.Skilled && transfer.Until > draft.Now) return contact;
        var declined = transfer.Tried.Length > 0 && contact.Offers.Any(offer => offer.Worker == transfer.Tried[^1] && offer.End == OfferEnd.Declined);
        return OverFor(draft, contact, transfer, declined ? TransferEnd.Declined : TransferEnd.Unanswered);
    }

    private static Contact OverFor(Draft draft, Contact contact, Transfer transfer, TransferEnd end)
    {
        draft.Say(new FloorEvent.TransferEnded(contact.Id, end));
        return contact with { Transfer = transfer with { Step = TransferStep.Over, Until = null, End = end } };
    }

    private static Contact TransferDue(Draft draft, Contact contact, Transfer transfer) => transfer.Target is TransferTarget.OtherLine elsewhere
        ? Recall(draft, contact, transfer, elsewhere, TransferEnd.Unanswered)
        : OverFor(draft, contact, transfer, TransferEnd.Unanswered);

    private static Contact Cancelled(Draft draft, Contact contact)
    {
        draft.Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.Cancelled));
        return contact with { Transfer = null };
    }

    /// <summary>"I'm ready", said in the quiet after a hand-over: nothing is held back any longer.</summary>
    private static Decision Ready(Draft draft, Worker worker, string why)
    {
        if (worker.Presence != PresenceKind.Available || !(worker.QuietUntil > draft.Now)) return new Decision.Unchanged();
        draft.Put(worker with { QuietUntil = null });
        draft.Say(new FloorEvent.PresenceChanged(worker.Id, worker.Presence, worker.Presence, null, why));
        return draft.Done();
    }
}
