using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Server.Dispatch;

/// <summary>The free workers while one plan is made: by kinds, less what the plan has reserved so far. Lives inside one call.</summary>
internal sealed class FreeWorkers(FloorState floor, FloorRules rules, DateTimeOffset now)
{
    private readonly Dictionary<WorkerId, Worker> reserved = [];
    private ImmutableDictionary<Ability, FreeGroup> groups = floor.Free;

    public bool IsEmpty => groups.IsEmpty;

    private Worker? Find(WorkerId id) => reserved.GetValueOrDefault(id) ?? floor.Worker(id);

    /// <summary>Whether a contact with these needs could be put to somebody, declines aside. What it says holds for all that need the same.</summary>
    public bool CanServe(Contact contact) => KeptFor(contact) is { } kept ? CanTake(kept, contact) : Candidates(contact).Any();

    /// <summary>Who can be asked, the best first: the preferred one, fewest wishes lacking, then least exposed (high and above) or longest idle.</summary>
    public IEnumerable<Worker> Candidates(Contact contact)
    {
        if (KeptFor(contact) is { } kept) return CanTake(kept, contact) ? [kept] : [];
        var first = contact.Preferred is { } preferred && Find(preferred.Worker) is { } known && CanTake(known, contact) && !IsHeldInReserve(known.Profile, contact, known.Holdings.Length) ? known : null;
        var others = Others(contact);
        return first is null ? others : others.Where(worker => worker.Id != first.Id).Prepend(first);
    }

    /// <summary>The worker it is kept for, while that one is there to be waited for. A timer ends it, not the look at a clock: all of a queue are kept alike.</summary>
    private Worker? KeptFor(Contact contact) =>
        contact.Preferred is { Until: not null } kept
        && Find(kept.Worker) is { Presence: PresenceKind.Available } worker && Capacity.IsAsked(worker, contact, rules) ? worker : null;

    private bool CanTake(Worker worker, Contact contact) => Capacity.IsFree(worker, contact, rules, now);

    private IEnumerable<Worker> Others(Contact contact)
    {
        var exposed = contact.Grade.Band >= Band.High;
        var order = exposed ? FreeKey.ByExposure : FreeKey.ByIdle;
        foreach (var equals in groups.Where(group => Fits(group.Key, group.Value.Profile, contact)).GroupBy(group => Capacity.Lacks(group.Value.Profile, contact)).OrderBy(equals => equals.Key))
        {
            var heads = new PriorityQueue<IEnumerator<FreeKey>, FreeKey>(order);
            foreach (var (_, group) in equals) Open(heads, exposed ? group.ByExposure : group.ByIdle);
            while (heads.TryDequeue(out var rows, out var key))
            {
                if (rows.MoveNext()) heads.Enqueue(rows, rows.Current);
                var worker = Find(key.Worker)!;
                if (!(worker.QuietUntil > now) && !contact.NotWorkers.Contains(worker.Id) && worker.Find(contact.Id) is null) yield return worker;
            }
        }
    }

    private static void Open(PriorityQueue<IEnumerator<FreeKey>, FreeKey> heads, ImmutableSortedSet<FreeKey> keys)
    {
        IEnumerator<FreeKey> rows = keys.GetEnumerator();
        if (rows.MoveNext()) heads.Enqueue(rows, rows.Current);
    }

    private bool Fits(Ability ability, WorkerProfile profile, Contact contact) =>
        (ability.Supervisor || !rules.Diverted)
        && Capacity.HasRoom((ability.Chats * rules.ChatUnits) + (ability.Smses * rules.SmsUnits), contact.Channel, rules)
        && Capacity.MustHaves(profile, contact, rules)
        && Capacity.GrantsWishes(profile, contact, rules)
        && !IsHeldInReserve(profile, contact, ability.Chats + ability.Smses);

    /// <summary>The last free seniors are for imminent contacts, until whoever is next has waited long enough.</summary>
    private bool IsHeldInReserve(WorkerProfile profile, Contact contact, int holds) =>
        rules.Reserve > 0 && contact.Grade.Band < Band.Imminent && profile.Level >= rules.SeniorLevel && holds == 0
        && now - contact.ArrivedAt < rules.ReserveYieldsAfter && FreeSeniors() <= rules.Reserve;

    private int FreeSeniors()
    {
        var seniors = 0;
        foreach (var (ability, group) in groups)
            if (ability.Level >= rules.SeniorLevel && ability.Chats + ability.Smses == 0) seniors += group.ByIdle.Count;
        return seniors;
    }

    /// <summary>Planned for this worker: the room is taken.</summary>
    public void Reserve(WorkerId id, Contact contact)
    {
        var before = Find(id)!;
        var after = before with { Holdings = before.Holdings.Add(new Holding(contact.Id, contact.Channel, HoldingKind.Reserved, Fence.None)) };
        groups = FreeGroup.Move(groups, before, after);
        reserved[id] = after;
    }
}
