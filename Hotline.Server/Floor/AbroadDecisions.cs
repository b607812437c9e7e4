namespace Hotline.Server.Floor;

/// <summary>A contact that another line was given: the sender keeps it until somebody there has it. Whoever engages first over there wins; nothing is given back before it is withdrawn there.</summary>
public static partial class FloorDecision
{
    /// <summary>Fetched back; the sender's choice again only once that is done.</summary>
    private static Contact Recall(Draft draft, Contact contact, Transfer transfer, TransferTarget.OtherLine target, TransferEnd end)
    {
        draft.Say(new FloorEvent.ContactRecalled(contact.Id, target.Line));
        return contact with { Transfer = transfer with { Step = TransferStep.Recalling, Until = null, End = end } };
    }

    /// <summary>On the other line: nobody has it yet, and the line it came from wants it back. The help seeker has not left.</summary>
    private static Decision RecallContact(Draft draft, FloorCommand.RecallContact recall)
    {
        if (draft.Contact(recall.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (!contact.IsLive) return new Decision.Unchanged();
        if (!contact.IsUnanswered) return Draft.Refuse(Refusal.ContactEngaged);
        draft.Put(Close(draft, contact, null, Outcome.TransferredOut));
        return draft.Done();
    }

    /// <summary>What came of it over there: somebody has it, or it is withdrawn.</summary>
    private static Decision SettleTransfer(Draft draft, FloorCommand.SettleTransfer settle)
    {
        if (draft.Contact(settle.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.Abroad is not { Arrived: false } abroad || abroad.Number != settle.Number) return Draft.Refuse(Refusal.NoTransfer);
        var own = contact.Transfer is { Step: not TransferStep.Over } running && running.Number == abroad.Number ? running : null;
        draft.Put(settle.Arrived ? Arrived(draft, contact, abroad, own, settle.Other) : CameBack(draft, contact, abroad, own));
        return draft.Done();
    }

    /// <summary>There is one help seeker: whoever has, seeks or holds the contact here lets it go, whatever became of it meanwhile.</summary>
    private static Contact Arrived(Draft draft, Contact contact, Abroad abroad, Transfer? own, ContactId other)
    {
        draft.Say(new FloorEvent.ContactSentOn(contact.Id, abroad.Line, other));
        if (own is not null) draft.Say(new FloorEvent.TransferEnded(contact.Id, TransferEnd.HandedOver));
        contact = contact with { Abroad = abroad with { Arrived = true }, Transfer = own is null ? contact.Transfer : null };
        return contact.State switch
        {
            ContactState.Engaged engaged => StartWrapUp(draft, contact, engaged.Worker, engaged.Fence, Outcome.TransferredOut),
            ContactState.Waiting or ContactState.Offered => Close(draft, contact, null, Outcome.TransferredOut),
            _ => contact,
        };
    }

    private static Contact CameBack(Draft draft, Contact contact, Abroad abroad, Transfer? own)
    {
        contact = contact with { Abroad = null };
        switch (own)
        {
            case null:
                // The conversation ended or moved before: nobody waits for this answer.
                draft.Say(new FloorEvent.ContactRecalled(contact.Id, abroad.Line));
                return contact;
            case { End: TransferEnd.Cancelled }: return Cancelled(draft, contact);
            // Not asked back, so it was turned away there.
            default: return OverFor(draft, contact, own, own.End ?? TransferEnd.Declined);
        }
    }

    /// <summary>Its file has followed and the records know where it went: the floor need not remember.</summary>
    private static Decision FinishSending(Draft draft, FloorCommand.FinishSending finish)
    {
        if (draft.Contact(finish.Contact) is not { } contact) return Draft.Refuse(Refusal.UnknownContact);
        if (contact.Abroad is not { Arrived: true } abroad || abroad.Number != finish.Number) return new Decision.Unchanged();
        draft.Put(contact with { Abroad = null });
        draft.Say(new FloorEvent.FileFollowed(contact.Id, abroad.Line));
        return draft.Done();
    }
}
