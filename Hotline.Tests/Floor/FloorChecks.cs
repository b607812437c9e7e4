using Hotline.Server.Floor;

namespace Hotline.Tests.Floor;

/// <summary>What must hold of every floor at every moment, whatever was asked of it.</summary>
internal static class FloorChecks
{
    /// <summary>Null when the floor is sound, else what is wrong.</summary>
    public static string? Wrong(FloorState floor, FloorRules rules)
    {
        foreach (var worker in floor.Workers.Values)
        {
            if (worker.Holdings.Select(holding => holding.Contact).Distinct().Count() != worker.Holdings.Length) return $"{worker.Id} holds a contact twice";
            var exclusive = worker.Holdings.Count(holding => !Capacity.IsText(holding.Channel));
            if (exclusive > 1 || (exclusive == 1 && worker.Holdings.Length > 1) || Capacity.Units(worker, rules).Used > rules.TextCap) return $"{worker.Id} is over capacity";
            foreach (var holding in worker.Holdings)
                if (!Backs(floor.Contact(holding.Contact), worker.Id, holding)) return $"{worker.Id} holds {holding} which {holding.Contact} does not know";
        }
        foreach (var contact in floor.Contacts.Values)
        {
            if (WrongContact(floor, contact) is { } wrong) return wrong;
        }
        // What the auditor would mend must not come from a decision.
        return WrongIndexes(floor, rules) ?? FloorFaults.Of(floor, rules).FirstOrDefault()?.ToString();
    }

    private static bool Backs(Contact? contact, WorkerId worker, Holding holding) => holding.Kind switch
    {
        HoldingKind.Reserved => contact?.Pending.Any(offer => offer.Worker == worker && offer.Fence == holding.Fence) == true,
        HoldingKind.Beside => contact?.State is ContactState.Engaged && contact.Beside.Any(one => one.Worker == worker && one.Fence == holding.Fence),
        HoldingKind.Engaged => contact?.State is ContactState.Engaged engaged && engaged.Worker == worker && engaged.Fence == holding.Fence,
        _ => contact?.State is ContactState.WrapUp wrapUp && wrapUp.Worker == worker && wrapUp.Fence == holding.Fence,
    };

    private static string? WrongContact(FloorState floor, Contact contact)
    {
        var pending = contact.Pending.ToArray();
        var mayBeOffered = contact.State is ContactState.Engaged && contact.Transfer is { Asks: true };
        if (contact.State is ContactState.Offered != pending.Length > 0 && !mayBeOffered) return $"{contact.Id} is {contact.State} with {pending.Length} pending offers";
        if (mayBeOffered && pending.Length > 1) return $"{contact.Id} asks two for one transfer";
        if (pending.Any(offer => offer.Worker == contact.Holder)) return $"{contact.Id} is offered to its own holder";
        if (contact.State is not ContactState.Engaged && (contact.Transfer is not null || !contact.Beside.IsEmpty)) return $"{contact.Id} is {contact.State} with {contact.Transfer} and {contact.Beside.Length} beside";
        if (contact.Transfer is { Target: TransferTarget.OtherLine, Step: not TransferStep.Over } away && contact.Abroad is not { Arrived: false }) return $"{contact.Id} seeks on another line by {away} with {contact.Abroad}";
        if (contact.Beside.Any(one => one.Fence > contact.LastFence)) return $"{contact.Id} has somebody beside beyond its last fence";
        if (pending.Select(offer => offer.Worker).Distinct().Count() != pending.Length) return $"{contact.Id} is offered twice to one worker";
        foreach (var offer in pending)
            if (floor.Worker(offer.Worker)?.Find(contact.Id)?.Kind != HoldingKind.Reserved) return $"offer {offer.Id} reserves nothing";
        if (contact.Offers.Any(offer => offer.Fence > contact.LastFence)) return $"{contact.Id} has an offer beyond its last fence";
        var holders = floor.Workers.Values.Count(worker => worker.Find(contact.Id) is { Kind: HoldingKind.Engaged or HoldingKind.WrapUp });
        if (floor.Workers.Values.Count(worker => worker.Find(contact.Id) is { Kind: HoldingKind.Beside }) != contact.Beside.Length) return $"{contact.Id} has others beside than it knows";
        if (holders != (contact.Holder is null ? 0 : 1)) return $"{contact.Id} has {holders} holders";
        return null;
    }

    private static string? WrongIndexes(FloorState floor, FloorRules rules)
    {
        var waiting = floor.Contacts.Values.Where(contact => contact.State is ContactState.Waiting).Select(contact => contact.Id).Order(ById).ToArray();
        if (!floor.InRankOrder().Select(key => key.Contact).Order(ById).SequenceEqual(waiting)) return "the queue is not the waiting contacts";
        var due = floor.Contacts.Values.Where(contact => FloorDecision.DueAt(contact, rules) is not null).Select(contact => contact.Id).Order(ById).ToArray();
        if (!floor.Due.Select(key => key.Contact).Order(ById).SequenceEqual(due)) return "the due index is not what is due";
        if (!floor.Abroad.SetEquals(floor.Contacts.Values.Where(contact => contact.Abroad is not null).Select(contact => contact.Id))) return "the index of what is abroad is not what is";
        if (!floor.Unanswered.SelectMany(band => band.Value.Select(key => (band.Key, key.Contact, key.Rank))).ToHashSet().SetEquals(floor.Contacts.Values.Where(contact => contact.State is ContactState.Waiting or ContactState.Offered)
            .Select(contact => (contact.Grade.Band, contact.Id, contact.ArrivedAt.ToUnixTimeMilliseconds())))) return "the index of those not answered is not who waits";
        if (floor.Unanswered.Values.Any(band => band.IsEmpty)) return "an empty band is kept";
        if (!floor.Over.Select(key => key.Contact).ToHashSet().SetEquals(floor.Contacts.Values.Where(contact => !contact.IsLive).Select(contact => contact.Id)) || floor.Over.Count != floor.Contacts.Values.Count(contact => !contact.IsLive)) return "the index of what is over is not what is over";
        if (!floor.Transfers.SetEquals(floor.Contacts.Values.Where(contact => contact.Transfer is not null).Select(contact => contact.Id))) return "the index of hand-overs is not what is handed over";
        if (!floor.LastCalls.SetEquals(floor.Contacts.Values.Where(contact => contact.LastCallAt is not null).Select(contact => contact.Id))) return "the index of last calls is not what is called";
        var free = FreeGroup.Of(floor.Workers.Values);
        if (free.Count != floor.Free.Count || free.Any(group => !floor.Free.TryGetValue(group.Key, out var own) || !own.ByIdle.SetEquals(group.Value.ByIdle) || !own.ByExposure.SetEquals(group.Value.ByExposure)))
            return "the index of free workers is not who is free";
        return null;
    }

    private static readonly Comparer<ContactId> ById = Comparer<ContactId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));
}
