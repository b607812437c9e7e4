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

public sealed partial record FloorState
{
    /// <summary>Arrival of the one of a band who waits longest for an answer; null when nobody does.</summary>
    public DateTimeOffset? LongestSince(Band band) => Unanswered.TryGetValue(band, out var waiting) ? Contacts[waiting.Min.Contact].ArrivedAt : null;

    /// <summary>All waiting contacts in rank order: the heads of the queues by need, merged.</summary>
    public IEnumerable<QueueKey> InRankOrder()
    {
        var heads = new PriorityQueue<IEnumerator<QueueKey>, QueueKey>();
        foreach (var queue in Waiting.Values)
        {
            var rows = queue.GetEnumerator();
            if (rows.MoveNext()) heads.Enqueue(rows, rows.Current);
        }
        while (heads.TryDequeue(out var rows, out var key))
        {
            yield return key;
            if (rows.MoveNext()) heads.Enqueue(rows, rows.Current);
        }
    }
}
