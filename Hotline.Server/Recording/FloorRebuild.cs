using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>Recorded values → a floor to begin an epoch with. Pure. Who holds a contact keeps it; what is offered is kept for one lease life.</summary>
internal static class FloorRebuild
{
    public static (IReadOnlyList<Contact> Contacts, IReadOnlyList<Worker> Workers) From(
        IEnumerable<Contact> contacts, IEnumerable<Worker> workers, DateTimeOffset now, FloorRules rules)
    {
        var staff = workers.ToDictionary(worker => worker.Id, worker => worker with { Holdings = [] });
        // Those who hold come first, then who is beside them, then offers in the order of the queue: what no longer fits is the least urgent.
        var ordered = contacts.OrderBy(contact => contact.Holder is null).ThenBy(contact => Rank.Of(contact, rules).Value).ThenBy(contact => contact.Id.Value, StringComparer.Ordinal)
            .Select(contact => contact.State switch
            {
                ContactState.Engaged engaged => KeepEngaged(staff, contact, engaged, now, rules),
                ContactState.WrapUp wrapUp => KeepWrapUp(staff, contact, wrapUp, now, rules),
                _ => contact,
            }).ToList();
        List<Contact> restored = [.. ordered.Select(contact => contact.State is ContactState.Engaged ? KeepBeside(staff, contact, now, rules) : contact)
            .ToList().Select(contact => contact.State is ContactState.Offered ? KeepOffers(staff, contact, now, rules) : EndOffers(contact, now))];
        return (restored, [.. staff.Values]);
    }

    private static Contact KeepEngaged(Dictionary<WorkerId, Worker> staff, Contact contact, ContactState.Engaged engaged, DateTimeOffset now, FloorRules rules)
    {
        contact = EndOffers(contact, now);
        if (!Hold(staff, engaged.Worker, new Holding(contact.Id, contact.Channel, HoldingKind.Engaged, engaged.Fence)))
            return contact with { State = new ContactState.Waiting(now), FirstInBand = true, Beside = [], Transfer = null };
        return contact with { State = engaged with { ReofferAt = Later(engaged.ReofferAt, now + rules.LeaseLife) } };
    }

    /// <summary>Who was beside stays, with room for it. Nobody is being asked any more: asked by name it is the sender's choice again, of a skill it goes on.</summary>
    private static Contact KeepBeside(Dictionary<WorkerId, Worker> staff, Contact contact, DateTimeOffset now, FloorRules rules)
    {
        var stays = contact.Beside.RemoveAll(one => !(staff.TryGetValue(one.Worker, out var worker) && worker.Find(contact.Id) is null && Capacity.Fits(worker, contact.Channel, rules)
            && Hold(staff, one.Worker, new Holding(contact.Id, contact.Channel, HoldingKind.Beside, one.Fence))));
        contact = contact with { Beside = stays };
        return contact.Transfer switch
        {
            { Step: TransferStep.Joined, With: { } with } joined when contact.ParticipantOf(with) is null => contact with { Transfer = Over(joined, TransferEnd.Left) },
            { Asks: true, Target: TransferTarget.Colleague } asked => contact with { Transfer = Over(asked, TransferEnd.Unanswered) },
            { Until: { } until } sought => contact with { Transfer = sought with { Until = Later(until, now + rules.LeaseLife) } },
            _ => contact,
        };
    }

    private static Transfer Over(Transfer transfer, TransferEnd end) => transfer with { Step = TransferStep.Over, Until = null, End = end };

    private static Contact KeepWrapUp(Dictionary<WorkerId, Worker> staff, Contact contact, ContactState.WrapUp wrapUp, DateTimeOffset now, FloorRules rules)
    {
        contact = EndOffers(contact, now);
        return Hold(staff, wrapUp.Worker, new Holding(contact.Id, contact.Channel, HoldingKind.WrapUp, wrapUp.Fence))
            ? contact with { State = wrapUp with { Until = Later(wrapUp.Until, now + rules.LeaseLife) } }
            : contact with { State = new ContactState.Closed(wrapUp.Worker, now, wrapUp.Outcome) };
    }

    private static Contact KeepOffers(Dictionary<WorkerId, Worker> staff, Contact contact, DateTimeOffset now, FloorRules rules)
    {
        foreach (var offer in contact.Pending.ToArray())
        {
            var kept = staff.TryGetValue(offer.Worker, out var worker) && worker.Find(contact.Id) is null && Capacity.Fits(worker, contact.Channel, rules)
                && Hold(staff, offer.Worker, new Holding(contact.Id, contact.Channel, HoldingKind.Reserved, offer.Fence));
            contact = contact with
            {
                Offers = contact.Offers.Replace(offer, kept
                    // A console needs as long as ever to show it; nobody had the chance meanwhile.
                    ? offer with { Until = Later(offer.Until, now + rules.LeaseLife)!.Value, OfferedAt = offer.ShownAt is null ? now : offer.OfferedAt }
                    : Ended(offer, now)),
            };
        }
        return contact.Pending.Any() ? contact : contact with { State = new ContactState.Waiting(now) };
    }

    private static bool Hold(Dictionary<WorkerId, Worker> staff, WorkerId id, Holding holding)
    {
        if (!staff.TryGetValue(id, out var worker)) return false;
        staff[id] = worker with { Holdings = worker.Holdings.Add(holding) };
        return true;
    }

    private static Contact EndOffers(Contact contact, DateTimeOffset now) =>
        contact.Pending.Any() ? contact with { Offers = [.. contact.Offers.Select(offer => offer.IsPending ? Ended(offer, now) : offer)] } : contact;

    private static Offer Ended(Offer offer, DateTimeOffset now) => offer with { End = OfferEnd.Rescinded, EndedAt = now };

    private static DateTimeOffset? Later(DateTimeOffset? due, DateTimeOffset earliest) => due < earliest ? earliest : due;
}
