using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Server.Dispatch;

/// <summary>A contact and the workers it should be put to now.</summary>
public sealed record Proposal(ContactId Contact, ImmutableArray<(WorkerId Worker, ImmutableArray<string> WhyYou)> Workers);

/// <summary>
/// Who should take what now: a pure function over the floor. Contacts in rank order; one nobody can take blocks nobody. It looks at kinds of
/// needs and kinds of workers: what it costs grows neither with the queue nor with the floor.
/// </summary>
public static class Planner
{
    /// <summary>Proposals in rank order; together they never use a worker's room twice.</summary>
    /// <param name="held">Not to be put to anybody.</param>
    public static IEnumerable<Proposal> Plan(FloorState floor, DateTimeOffset now, FloorRules rules, IReadOnlySet<ContactId>? held = null)
    {
        var free = new FreeWorkers(floor, rules, now);
        if (free.IsEmpty) yield break;
        var queues = new PriorityQueue<IEnumerator<QueueKey>, QueueKey>();
        Open(queues, floor.OfferedImminent);
        foreach (var queue in floor.Waiting.Values) Open(queues, queue);
        while (!free.IsEmpty && queues.TryDequeue(out var rows, out var key))
        {
            var contact = floor.Contacts[key.Contact];
            // Those behind it in this queue need the same: when nobody free has it, the whole queue costs one look.
            var servable = contact.State is ContactState.Offered || free.CanServe(contact);
            if (servable && rows.MoveNext()) queues.Enqueue(rows, rows.Current);
            if (!servable || held?.Contains(contact.Id) == true || Propose(floor, contact, free, now, rules) is not { } proposal) continue;
            yield return proposal;
            foreach (var (id, _) in proposal.Workers) free.Reserve(id, contact);
        }
    }

    private static void Open(PriorityQueue<IEnumerator<QueueKey>, QueueKey> queues, ImmutableSortedSet<QueueKey> queue)
    {
        IEnumerator<QueueKey> rows = queue.GetEnumerator();
        if (rows.MoveNext()) queues.Enqueue(rows, rows.Current);
    }

    private static Proposal? Propose(FloorState floor, Contact contact, FreeWorkers free, DateTimeOffset now, FloorRules rules)
    {
        var pending = contact.Pending.Count();
        var room = (contact.Grade.Band == Band.Imminent ? rules.ParallelOffers : 1) - pending;
        if (room <= 0) return null;
        var chosen = ImmutableArray.CreateBuilder<(WorkerId, ImmutableArray<string>)>();
        Worker? lastResort = null;
        foreach (var worker in free.Candidates(contact))
        {
            if (Capacity.ExcludedUntil(contact, worker.Id, rules) is { } until && until > now)
            {
                if (Capacity.AskAgainAt(contact, worker.Id, rules) <= now) lastResort ??= worker;
                continue;
            }
            chosen.Add((worker.Id, Why(contact, worker, pending + chosen.Count > 0)));
            if (chosen.Count == room) break;
        }
        // Not asked again for ten minutes, unless nobody else can: neither free now nor busy and able later.
        if (chosen.Count == 0 && pending == 0 && lastResort is not null && !SomebodyElseCan(floor, contact, now, rules))
            chosen.Add((lastResort.Id, ["last_resort"]));
        return chosen.Count == 0 ? null : new Proposal(contact.Id, chosen.ToImmutable());
    }

    private static ImmutableArray<string> Why(Contact contact, Worker worker, bool parallel)
    {
        var why = ImmutableArray.CreateBuilder<string>();
        if (parallel) why.Add("imminent_parallel");
        if (contact.Preferred?.Worker == worker.Id) why.Add("preferred");
        foreach (var need in contact.Skills) why.Add("skill:" + need.Skill);
        foreach (var wish in contact.Wishes)
            if (Capacity.Has(worker.Profile, wish)) why.Add("wish:" + wish.Skill);
        why.Add(contact.Grade.Band >= Band.High ? "least_exposed" : "longest_idle");
        return why.ToImmutable();
    }

    private static bool SomebodyElseCan(FloorState floor, Contact contact, DateTimeOffset now, FloorRules rules) =>
        floor.Workers.Values.Any(worker =>
            worker.Presence == PresenceKind.Available
            && Capacity.IsAsked(worker, contact, rules)
            && !(Capacity.ExcludedUntil(contact, worker.Id, rules) > now));
}
