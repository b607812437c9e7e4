using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Server.Dispatch;

/// <summary>A contact and the workers it should be put to now.</summary>
public sealed record Proposal(ContactId Contact, ImmutableArray<(WorkerId Worker, ImmutableArray<string> WhyYou)> Workers);

/// <summary>Who should take what now: a pure function over the floor. Contacts in rank order; one nobody can take blocks nobody.</summary>
public static class Planner
{
    /// <summary>Proposals in rank order; together they never use a worker's room twice.</summary>
    /// <param name="held">Not to be put to anybody.</param>
    public static IEnumerable<Proposal> Plan(FloorState floor, DateTimeOffset now, FloorRules rules, IReadOnlySet<ContactId>? held = null)
    {
        var free = floor.Workers.Values
            .Where(worker => worker.Presence == PresenceKind.Available && (worker.QuietUntil is null || worker.QuietUntil <= now))
            .Where(worker => Capacity.Fits(worker, Channel.Chat, rules) || worker.Holdings.IsEmpty)
            .OrderBy(worker => worker.IdleSince).ThenBy(worker => worker.Id.Value, StringComparer.Ordinal)
            .ToList();
        if (free.Count == 0) yield break;
        var queues = new PriorityQueue<IEnumerator<QueueKey>, QueueKey>();
        Open(queues, floor.OfferedImminent);
        foreach (var queue in floor.Waiting.Values) Open(queues, queue);
        while (free.Count > 0 && queues.TryDequeue(out var rows, out var key))
        {
            var contact = floor.Contacts[key.Contact];
            // Those behind it in this queue need the same: when nobody free has it, the whole queue costs one look.
            var servable = contact.State is ContactState.Offered || free.Exists(worker => Capacity.IsFree(worker, contact, rules, now));
            if (servable && rows.MoveNext()) queues.Enqueue(rows, rows.Current);
            if (!servable || held?.Contains(contact.Id) == true || Propose(floor, contact, free, now, rules) is not { } proposal) continue;
            yield return proposal;
            foreach (var (id, _) in proposal.Workers) Reserve(free, id, contact, rules);
        }
    }

    private static void Open(PriorityQueue<IEnumerator<QueueKey>, QueueKey> queues, ImmutableSortedSet<QueueKey> queue)
    {
        IEnumerator<QueueKey> rows = queue.GetEnumerator();
        if (rows.MoveNext()) queues.Enqueue(rows, rows.Current);
    }

    private static void Reserve(List<Worker> free, WorkerId id, Contact contact, FloorRules rules)
    {
        var at = free.FindIndex(worker => worker.Id == id);
        var held = free[at] with { Holdings = free[at].Holdings.Add(new Holding(contact.Id, contact.Channel, HoldingKind.Reserved, Fence.None)) };
        if (Capacity.Fits(held, Channel.Chat, rules)) free[at] = held;
        else free.RemoveAt(at);
    }

    private static Proposal? Propose(FloorState floor, Contact contact, List<Worker> free, DateTimeOffset now, FloorRules rules)
    {
        var pending = contact.Pending.Count();
        var room = (contact.Grade.Band == Band.Imminent ? rules.ParallelOffers : 1) - pending;
        if (room <= 0) return null;
        var chosen = ImmutableArray.CreateBuilder<(WorkerId, ImmutableArray<string>)>();
        List<Worker>? lastResort = null;
        foreach (var worker in free)
        {
            if (!Capacity.IsFree(worker, contact, rules, now)) continue;
            if (Capacity.ExcludedUntil(contact, worker.Id, rules) is { } until && until > now)
            {
                if (Capacity.AskAgainAt(contact, worker.Id, rules) <= now) (lastResort ??= []).Add(worker);
                continue;
            }
            chosen.Add((worker.Id, Why(contact, pending + chosen.Count > 0)));
            if (chosen.Count == room) break;
        }
        // Not asked again for ten minutes, unless nobody else can: neither free now nor busy and able later.
        if (chosen.Count == 0 && pending == 0 && lastResort is { Count: > 0 } && !SomebodyElseCan(floor, contact, now, rules))
            chosen.Add((lastResort[0].Id, ["last_resort"]));
        return chosen.Count == 0 ? null : new Proposal(contact.Id, chosen.ToImmutable());
    }

    private static ImmutableArray<string> Why(Contact contact, bool parallel)
    {
        var why = ImmutableArray.CreateBuilder<string>();
        if (parallel) why.Add("imminent_parallel");
        foreach (var need in contact.Skills) why.Add("skill:" + need.Skill);
        why.Add("longest_idle");
        return why.ToImmutable();
    }

    private static bool SomebodyElseCan(FloorState floor, Contact contact, DateTimeOffset now, FloorRules rules) =>
        floor.Workers.Values.Any(worker =>
            worker.Presence == PresenceKind.Available
            && Capacity.Meets(worker.Profile, contact)
            && !(Capacity.ExcludedUntil(contact, worker.Id, rules) > now));

    /// <summary>
    /// Why nobody on duty can take a contact: none_on_duty, channel, language, skill:x, all_declined, all_busy; null when somebody free can.
    /// </summary>
    public static string? WhyStuck(FloorState floor, Contact contact, DateTimeOffset now, FloorRules rules)
    {
        var present = floor.Workers.Values.Where(worker => worker.Presence is PresenceKind.Available).ToList();
        if (present.Count == 0) return "none_on_duty";
        if (Narrow(worker => worker.Profile.Channels.Contains(contact.Channel))) return "channel";
        if (Narrow(worker => worker.Profile.Languages.Contains(contact.Language))) return "language";
        foreach (var need in contact.Skills)
            if (Narrow(worker => worker.Profile.Skills.GetValueOrDefault(need.Skill) >= need.Level)) return "skill:" + need.Skill;
        if (Narrow(worker => !(Capacity.ExcludedUntil(contact, worker.Id, rules) > now))) return "all_declined";
        return Narrow(worker => Capacity.Fits(worker, contact.Channel, rules)) ? "all_busy" : null;

        bool Narrow(Func<Worker, bool> keeps)
        {
            present = present.Where(keeps).ToList();
            return present.Count == 0;
        }
    }

    /// <summary>Nobody eligible is left, busy or not: the moment of the last call.</summary>
    public static bool NobodyLeft(FloorState floor, Contact contact, DateTimeOffset now, FloorRules rules) =>
        WhyStuck(floor, contact, now, rules) is not (null or "all_busy");
}
