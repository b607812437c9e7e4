using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>Place in the queue: rank, then id so that equal ranks have one order everywhere.</summary>
public readonly record struct QueueKey(long Rank, ContactId Contact) : IComparable<QueueKey>
{
    public int CompareTo(QueueKey other) =>
        Rank != other.Rank ? Rank.CompareTo(other.Rank) : string.CompareOrdinal(Contact.Value, other.Contact.Value);

    public static bool operator <(QueueKey a, QueueKey b) => a.CompareTo(b) < 0;
    public static bool operator >(QueueKey a, QueueKey b) => a.CompareTo(b) > 0;
    public static bool operator <=(QueueKey a, QueueKey b) => a.CompareTo(b) <= 0;
    public static bool operator >=(QueueKey a, QueueKey b) => a.CompareTo(b) >= 0;
}

/// <summary>The whole floor of a line at one sequence. Immutable: a snapshot is a reference.</summary>
public sealed record FloorState : IFloorView
{
    public static readonly FloorState Empty = new();

    public long Epoch { get; init; }
    public long Sequence { get; init; }
    public string Tag { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public ImmutableDictionary<ContactId, Contact> Contacts { get; init; } = ImmutableDictionary<ContactId, Contact>.Empty;
    public ImmutableDictionary<WorkerId, Worker> Workers { get; init; } = ImmutableDictionary<WorkerId, Worker>.Empty;

    /// <summary>Version of each entity: the sequence of its last writer.</summary>
    public ImmutableDictionary<string, long> Versions { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Waiting contacts by what they need, each in rank order; contacts nobody can take cost the planner nothing.</summary>
    public ImmutableDictionary<Needs, ImmutableSortedSet<QueueKey>> Waiting { get; init; } = ImmutableDictionary<Needs, ImmutableSortedSet<QueueKey>>.Empty;

    /// <summary>Contacts with a due time, soonest first (rank = unix ms).</summary>
    public ImmutableSortedSet<QueueKey> Due { get; init; } = [];

    /// <summary>Offered imminent contacts, which may take further parallel offers.</summary>
    public ImmutableSortedSet<QueueKey> OfferedImminent { get; init; } = [];

    public Contact? Contact(ContactId id) => Contacts.GetValueOrDefault(id);
    public Worker? Worker(WorkerId id) => Workers.GetValueOrDefault(id);
}
