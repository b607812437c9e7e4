namespace Hotline.Server.Drill;

/// <summary>A worker held a contact from one moment of the drill's clock to another.</summary>
public sealed record Hold(string Contact, string Worker, TimeSpan From, TimeSpan Until);

/// <summary>Where a message stands in the floor's history.</summary>
public readonly record struct FloorOrder(long Epoch, long Sequence) : IComparable<FloorOrder>
{
    public int CompareTo(FloorOrder other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Sequence.CompareTo(other.Sequence);

    public static bool operator <(FloorOrder a, FloorOrder b) => a.CompareTo(b) < 0;
    public static bool operator >(FloorOrder a, FloorOrder b) => a.CompareTo(b) > 0;
    public static bool operator <=(FloorOrder a, FloorOrder b) => a.CompareTo(b) <= 0;
    public static bool operator >=(FloorOrder a, FloorOrder b) => a.CompareTo(b) >= 0;
}

/// <summary>
/// What one worker believed to hold, and when. The rule:
/// a hold begins when the acceptance is acknowledged, or when a desk view first shows the contact as engaged, whichever is first;
/// it ends when the end is acknowledged, when a newer desk view does not show it as engaged any more, or when the worker's lease has run out:
/// 12 s after the last beat that this console answered. A console that answers again after that begins a new hold with the next view that shows the contact.
/// The lease is counted from the moment the answer is sent, so the server's own count, from when it arrives, never ends earlier.
/// </summary>
public sealed class HoldBook(string worker)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, (TimeSpan From, FloorOrder Order)> open = [];
    private readonly Dictionary<string, FloorOrder> ended = [];
    private readonly List<Hold> closed = [];
    private TimeSpan validUntil;

    /// <summary>A beat was answered, or the floor joined.</summary>
    public void Answered(TimeSpan now)
    {
        if (now > validUntil)
            CloseAll(now);
        validUntil = now + Lease;
    }

    /// <summary>The acceptance was acknowledged.</summary>
    public void Accepted(string contact, FloorOrder order, TimeSpan now) => Open(contact, order, now);

    /// <summary>A desk view came. Older views than the acknowledgements that are known say nothing.</summary>
    public void Seen(IReadOnlyCollection<string> engaged, FloorOrder order, TimeSpan now)
    {
        foreach (var (contact, hold) in open.Where(pair => !engaged.Contains(pair.Key) && pair.Value.Order <= order).ToList())
            Close(contact, hold.From, now);
        foreach (var contact in engaged.Where(contact => !ended.TryGetValue(contact, out var end) || end < order))
            Open(contact, order, now);
    }

    /// <summary>The end was acknowledged.</summary>
    public void Ended(string contact, FloorOrder order, TimeSpan now)
    {
        ended[contact] = order;
        if (open.TryGetValue(contact, out var hold))
            Close(contact, hold.From, now);
    }

    /// <summary>Everything held until now.</summary>
    public IReadOnlyList<Hold> Holds(TimeSpan now) =>
        [.. closed, .. open.Select(pair => new Hold(pair.Key, worker, pair.Value.From, Bounded(pair.Value.From, now)))];

    private void Open(string contact, FloorOrder order, TimeSpan now) => open.TryAdd(contact, (now, order));

    private void Close(string contact, TimeSpan from, TimeSpan now)
    {
        open.Remove(contact);
        closed.Add(new Hold(contact, worker, from, Bounded(from, now)));
    }

    private void CloseAll(TimeSpan now)
    {
        foreach (var (contact, hold) in open.ToList())
            Close(contact, hold.From, now);
    }

    private TimeSpan Bounded(TimeSpan from, TimeSpan until)
    {
        var bound = until < validUntil ? until : validUntil;
        return bound > from ? bound : from;
    }
}

/// <summary>Finds contacts that two workers held at the same time.</summary>
public static class DoubleHolding
{
    public static IReadOnlyList<(Hold First, Hold Second)> Find(IEnumerable<Hold> holds) =>
        [.. holds.GroupBy(hold => hold.Contact).Select(Clash).OfType<(Hold, Hold)>()];

    // One clash a contact is enough to report it.
    private static (Hold First, Hold Second)? Clash(IEnumerable<Hold> holds)
    {
        var ordered = holds.Where(hold => hold.Until > hold.From).OrderBy(hold => hold.From).ToList();
        for (var second = 1; second < ordered.Count; second++)
        {
            var earlier = ordered.Take(second).FirstOrDefault(hold => hold.Worker != ordered[second].Worker && hold.Until > ordered[second].From);
            if (earlier is not null)
                return (earlier, ordered[second]);
        }

        return null;
    }
}
