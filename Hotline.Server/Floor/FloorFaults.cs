namespace Hotline.Server.Floor;

/// <summary>Two values of a floor that contradict each other.</summary>
/// <param name="Code">holder_holds_nothing, offer_reserves_nothing, offered_without_offer, offer_beside_state, participant_holds_nothing, participant_beside_state, transfer_beside_state, holding_unbacked or over_capacity.</param>
public sealed record FloorFault(string Code, ContactId? Contact, WorkerId? Worker);

/// <summary>Contacts, offers and workers of one floor held against each other. Pure; a sound floor has no fault.</summary>
public static class FloorFaults
{
    public static IEnumerable<FloorFault> Of(FloorState floor, FloorRules rules) =>
        floor.Contacts.Values.SelectMany(contact => OfContact(floor, contact)).Concat(floor.Workers.Values.SelectMany(worker => OfWorker(floor, worker, rules)));

    private static IEnumerable<FloorFault> OfContact(FloorState floor, Contact contact)
    {
        var pending = false;
        foreach (var offer in contact.Pending)
        {
            pending = true;
            if (!MayBeOffered(contact)) yield return new FloorFault("offer_beside_state", contact.Id, offer.Worker);
            if (!Reserves(floor.Worker(offer.Worker), contact, offer)) yield return new FloorFault("offer_reserves_nothing", contact.Id, offer.Worker);
        }
        if (contact.State is ContactState.Offered && !pending) yield return new FloorFault("offered_without_offer", contact.Id, null);
        foreach (var one in contact.Beside)
        {
            if (contact.State is not ContactState.Engaged) yield return new FloorFault("participant_beside_state", contact.Id, one.Worker);
            if (!IsBeside(floor.Worker(one.Worker), contact, one)) yield return new FloorFault("participant_holds_nothing", contact.Id, one.Worker);
        }
        if (!FitsState(contact, contact.Transfer)) yield return new FloorFault("transfer_beside_state", contact.Id, contact.Transfer?.By);
        if (contact.Holder is { } holder && !Holds(floor.Worker(holder), contact)) yield return new FloorFault("holder_holds_nothing", contact.Id, holder);
    }

    private static IEnumerable<FloorFault> OfWorker(FloorState floor, Worker worker, FloorRules rules)
    {
        foreach (var holding in worker.Holdings)
            if (!IsBacked(floor.Contact(holding.Contact), worker.Id, holding)) yield return new FloorFault("holding_unbacked", holding.Contact, worker.Id);
        // A cap that was lowered meanwhile shows here too: for a person to know, not to be mended.
        var mixed = worker.Holdings.Length > 1 && worker.Holdings.Any(holding => !Capacity.IsText(holding.Channel));
        if (mixed || Capacity.Units(worker, rules) is var (used, cap) && used > cap) yield return new FloorFault("over_capacity", null, worker.Id);
    }

    /// <summary>What is held is what the contact says of it.</summary>
    internal static bool IsBacked(Contact? contact, WorkerId worker, Holding holding) => holding.Kind switch
    {
        HoldingKind.Reserved => contact?.Pending.Any(offer => offer.Worker == worker && offer.Fence == holding.Fence) == true,
        HoldingKind.Beside => contact?.State is ContactState.Engaged && contact.ParticipantOf(worker)?.Fence == holding.Fence,
        HoldingKind.Engaged => contact?.State is ContactState.Engaged engaged && engaged.Worker == worker && engaged.Fence == holding.Fence,
        _ => contact?.State is ContactState.WrapUp wrapUp && wrapUp.Worker == worker && wrapUp.Fence == holding.Fence,
    };

    /// <summary>In the queue, or a transfer asks for it.</summary>
    internal static bool MayBeOffered(Contact contact) =>
        contact.State is ContactState.Offered || contact is { State: ContactState.Engaged, Transfer.Asks: true };

    internal static bool IsBeside(Worker? worker, Contact contact, Participant one) =>
        worker?.Find(contact.Id) is { Kind: HoldingKind.Beside } holding && holding.Fence == one.Fence;

    /// <summary>A transfer is of the conversation and its holder; asked by name, somebody is being asked; joined, somebody is there.</summary>
    internal static bool FitsState(Contact contact, Transfer? transfer) => transfer switch
    {
        null => true,
        _ when contact.State is not ContactState.Engaged engaged || engaged.Worker != transfer.By => false,
        { Step: TransferStep.Joined } => transfer.With is { } with && contact.ParticipantOf(with) is not null,
        { Asks: true, Target: TransferTarget.Colleague } => contact.Pending.Any(),
        { Target: TransferTarget.OtherLine, Step: not TransferStep.Over } => contact.Abroad is { Arrived: false } abroad && abroad.Number == transfer.Number,
        _ => true,
    };

    internal static bool Reserves(Worker? worker, Contact contact, Offer offer) =>
        worker?.Find(contact.Id) is { Kind: HoldingKind.Reserved } holding && holding.Fence == offer.Fence;

    /// <summary>The holder of a contact holds it as the contact says.</summary>
    internal static bool Holds(Worker? holder, Contact contact) =>
        holder?.Find(contact.Id) is { Kind: not (HoldingKind.Reserved or HoldingKind.Beside) } holding && IsBacked(contact, holder.Id, holding);
}
