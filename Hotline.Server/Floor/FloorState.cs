using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>The whole floor of a line at one sequence. Immutable: a snapshot is a reference.</summary>
public sealed partial record FloorState : IFloorView
{
    public static readonly FloorState Empty = new();

    public long Epoch { get; init; }
    public long Sequence { get; init; }
    public string Tag { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public ImmutableDictionary<ContactId, Contact> Contacts { get; init; } = ImmutableDictionary<ContactId, Contact>.Empty;
    public ImmutableDictionary<WorkerId, Worker> Workers { get; init; } = ImmutableDictionary<WorkerId, Worker>.Empty;

    /// <summary>Hand-overs to partners that are not over, or not yet forgotten.</summary>
    public ImmutableDictionary<EscalationId, Escalation> Escalations { get; init; } = ImmutableDictionary<EscalationId, Escalation>.Empty;

    /// <summary>Version of each entity: the sequence of its last writer.</summary>
    public ImmutableDictionary<string, long> Versions { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Waiting contacts by what they need, each in rank order; contacts nobody can take cost the planner nothing.</summary>
    public ImmutableDictionary<Needs, ImmutableSortedSet<QueueKey>> Waiting { get; init; } = ImmutableDictionary<Needs, ImmutableSortedSet<QueueKey>>.Empty;

    /// <summary>Contacts with a due time, soonest first (rank = unix ms).</summary>
    public ImmutableSortedSet<QueueKey> Due { get; init; } = [];

    /// <summary>Offered imminent contacts, which may take further parallel offers.</summary>
    public ImmutableSortedSet<QueueKey> OfferedImminent { get; init; } = [];

    /// <summary>Contacts another line was given; few, and looked at in every round.</summary>
    public ImmutableHashSet<ContactId> Abroad { get; init; } = [];

    /// <summary>Contacts with a last call.</summary>
    public ImmutableHashSet<ContactId> LastCalls { get; init; } = [];

    /// <summary>Waiting and offered contacts by band, the longest there first (rank = unix ms of arrival): what every desk shows must not cost a walk over all who wait.</summary>
    public ImmutableDictionary<Band, ImmutableSortedSet<QueueKey>> Unanswered { get; init; } = ImmutableDictionary<Band, ImmutableSortedSet<QueueKey>>.Empty;

    /// <summary>Contacts that are over, the longest over first (rank = unix ms).</summary>
    public ImmutableSortedSet<QueueKey> Over { get; init; } = [];

    /// <summary>Contacts that somebody is giving to somebody else; few, and looked at in every round.</summary>
    public ImmutableHashSet<ContactId> Transfers { get; init; } = [];

    /// <summary>Available workers with room for something, by what they can do: whoever seeks one looks at kinds of workers, not at workers.</summary>
    public ImmutableDictionary<Ability, FreeGroup> Free { get; init; } = ImmutableDictionary<Ability, FreeGroup>.Empty;

    public Contact? Contact(ContactId id) => Contacts.GetValueOrDefault(id);
    public Worker? Worker(WorkerId id) => Workers.GetValueOrDefault(id);
    public Escalation? Escalation(EscalationId id) => Escalations.GetValueOrDefault(id);

    public static string Field(ContactId id) => "c:" + id.Value;
    public static string Field(WorkerId id) => "w:" + id.Value;
    public static string Field(EscalationId id) => "e:" + id.Value;

    /// <summary>The floor after this entry. The entry must be the next one of the same epoch.</summary>
    public FloorState Apply(JournalEntry entry, FloorRules rules)
    {
        var next = this with { Epoch = entry.Epoch, Sequence = entry.Sequence, Tag = entry.Tag, At = entry.At > At ? entry.At : At };
        foreach (var write in entry.Writes) next = next.Put(write, entry.Sequence, rules);
        return next;
    }

    /// <summary>A floor from scratch: a snapshot, or a restore at sequence 0.</summary>
    public static FloorState Build(long epoch, long sequence, string tag, DateTimeOffset at, IEnumerable<(EntityWrite Write, long Version)> values, FloorRules rules)
    {
        // In one go: entity by entity, each would copy its way down every index.
        var contacts = ImmutableDictionary.CreateBuilder<ContactId, Contact>();
        var workers = ImmutableDictionary.CreateBuilder<WorkerId, Worker>();
        var escalations = ImmutableDictionary.CreateBuilder<EscalationId, Escalation>();
        var versions = ImmutableDictionary.CreateBuilder<string, long>();
        foreach (var (write, version) in values)
        {
            if (write.Contact is { } contact) contacts[contact.Id] = contact;
            else if (write.Worker is { } worker) workers[worker.Id] = worker;
            else if (write.Escalation is { } escalation) escalations[escalation.Id] = escalation;
            else continue;
            versions[write.Field] = version;
        }
        var live = contacts.Values;
        return Empty with
        {
            Epoch = epoch,
            Sequence = sequence,
            Tag = tag,
            At = at,
            Contacts = contacts.ToImmutable(),
            Workers = workers.ToImmutable(),
            Escalations = escalations.ToImmutable(),
            Versions = versions.ToImmutable(),
            Waiting = live.Where(contact => contact.State is ContactState.Waiting).GroupBy(Floor.Needs.Of)
                .ToImmutableDictionary(group => group.Key, group => group.Select(contact => KeyOf(contact, rules)).ToImmutableSortedSet()),
            Free = FreeGroup.Of(workers.Values),
            OfferedImminent = [.. live.Where(TakesMoreOffers).Select(contact => KeyOf(contact, rules))],
            Unanswered = live.Where(contact => contact.IsUnanswered).GroupBy(contact => contact.Grade.Band).ToImmutableDictionary(group => group.Key, group => group.Select(ByArrival).ToImmutableSortedSet()),
            Over = [.. live.Where(contact => contact.OverAt is not null).Select(ByEnd)],
            Transfers = [.. live.Where(contact => contact.Transfer is not null).Select(contact => contact.Id)],
            Abroad = [.. live.Where(contact => contact.Abroad is not null).Select(contact => contact.Id)],
            LastCalls = [.. live.Where(contact => contact.LastCallAt is not null).Select(contact => contact.Id)],
            Due = [.. live.Select(contact => (contact.Id, At: FloorDecision.DueAt(contact, rules))).Where(due => due.At is not null).Select(due => new QueueKey(due.At!.Value.ToUnixTimeMilliseconds(), due.Id))],
        };
    }

    private FloorState Put(EntityWrite write, long version, FloorRules rules)
    {
        if (write.Worker is { } worker)
            return this with { Workers = Workers.SetItem(worker.Id, worker), Free = FreeGroup.Move(Free, Worker(worker.Id), worker), Versions = Versions.SetItem(write.Field, version) };
        if (write.Contact is { } contact)
            return Unindex(Contact(contact.Id), rules).Index(contact, rules) with { Contacts = Contacts.SetItem(contact.Id, contact), Versions = Versions.SetItem(write.Field, version) };
        if (write.Field.StartsWith("w:", StringComparison.Ordinal))
        {
            var gone = new WorkerId(write.Field[2..]);
            return this with { Workers = Workers.Remove(gone), Free = FreeGroup.Move(Free, Worker(gone), null), Versions = Versions.Remove(write.Field) };
        }
        if (write.Escalation is { } escalation)
            return this with { Escalations = Escalations.SetItem(escalation.Id, escalation), Versions = Versions.SetItem(write.Field, version) };
        if (write.Field.StartsWith("e:", StringComparison.Ordinal))
            return this with { Escalations = Escalations.Remove(new EscalationId(write.Field[2..])), Versions = Versions.Remove(write.Field) };
        var id = new ContactId(write.Field[2..]);
        return Unindex(Contact(id), rules) with { Contacts = Contacts.Remove(id), Versions = Versions.Remove(write.Field) };
    }

    private FloorState Index(Contact contact, FloorRules rules)
    {
        var next = this;
        if (contact.State is ContactState.Waiting)
        {
            var needs = Floor.Needs.Of(contact);
            next = next with { Waiting = Waiting.SetItem(needs, Waiting.GetValueOrDefault(needs, []).Add(KeyOf(contact, rules))) };
        }
        if (TakesMoreOffers(contact)) next = next with { OfferedImminent = next.OfferedImminent.Add(KeyOf(contact, rules)) };
        if (FloorDecision.DueAt(contact, rules) is { } due) next = next with { Due = next.Due.Add(new QueueKey(due.ToUnixTimeMilliseconds(), contact.Id)) };
        if (contact.IsUnanswered) next = next with { Unanswered = Unanswered.SetItem(contact.Grade.Band, Unanswered.GetValueOrDefault(contact.Grade.Band, []).Add(ByArrival(contact))) };
        if (contact.OverAt is not null) next = next with { Over = next.Over.Add(ByEnd(contact)) };
        if (contact.Transfer is not null) next = next with { Transfers = next.Transfers.Add(contact.Id) };
        if (contact.Abroad is not null) next = next with { Abroad = next.Abroad.Add(contact.Id) };
        if (contact.LastCallAt is not null) next = next with { LastCalls = next.LastCalls.Add(contact.Id) };
        return next;
    }

    private FloorState Unindex(Contact? contact, FloorRules rules)
    {
        if (contact is null) return this;
        var next = this;
        if (contact.State is ContactState.Waiting)
        {
            var needs = Floor.Needs.Of(contact);
            var queue = Waiting[needs].Remove(KeyOf(contact, rules));
            next = next with { Waiting = queue.IsEmpty ? Waiting.Remove(needs) : Waiting.SetItem(needs, queue) };
        }
        if (TakesMoreOffers(contact)) next = next with { OfferedImminent = next.OfferedImminent.Remove(KeyOf(contact, rules)) };
        if (FloorDecision.DueAt(contact, rules) is { } due) next = next with { Due = next.Due.Remove(new QueueKey(due.ToUnixTimeMilliseconds(), contact.Id)) };
        if (contact.IsUnanswered)
        {
            var band = Unanswered[contact.Grade.Band].Remove(ByArrival(contact));
            next = next with { Unanswered = band.IsEmpty ? Unanswered.Remove(contact.Grade.Band) : Unanswered.SetItem(contact.Grade.Band, band) };
        }
        if (contact.OverAt is not null) next = next with { Over = next.Over.Remove(ByEnd(contact)) };
        if (contact.Transfer is not null) next = next with { Transfers = next.Transfers.Remove(contact.Id) };
        if (contact.Abroad is not null) next = next with { Abroad = next.Abroad.Remove(contact.Id) };
        if (contact.LastCallAt is not null) next = next with { LastCalls = next.LastCalls.Remove(contact.Id) };
        return next;
    }

    private static bool TakesMoreOffers(Contact contact) => contact is { State: ContactState.Offered, Grade.Band: Band.Imminent };

    private static QueueKey ByArrival(Contact contact) => new(contact.ArrivedAt.ToUnixTimeMilliseconds(), contact.Id);

    private static QueueKey ByEnd(Contact contact) => new(contact.OverAt!.Value.ToUnixTimeMilliseconds(), contact.Id);

    private static QueueKey KeyOf(Contact contact, FloorRules rules) => new(Rank.Of(contact, rules).Value, contact.Id);
}
