using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Server.Dispatch;

/// <summary>What a worker who takes contacts by own choice gets next: a pure function over the floor.</summary>
public static class NextForWorker
{
    /// <summary>Contacts this worker may take now, in rank order; lazily, for most callers want the first. Nobody's, where it is not allowed.</summary>
    /// <param name="held">Not to be put to anybody.</param>
    public static IEnumerable<ContactId> Of(FloorState floor, Worker worker, DateTimeOffset now, FloorRules rules, IReadOnlySet<ContactId>? held = null)
    {
        if (!Pulling.IsAllowed(worker, rules)) yield break;
        var queues = new PriorityQueue<IEnumerator<QueueKey>, QueueKey>();
        Open(queues, floor.OfferedImminent);
        foreach (var queue in floor.Waiting.Values)
        {
            // All of a queue need the same: one look at its head says whether it is of any use.
            var head = floor.Contacts[queue.Min.Contact];
            if (Capacity.MustHaves(worker, head, rules) && Capacity.Fits(worker, head.Channel, rules)) Open(queues, queue);
        }
        while (queues.TryDequeue(out var rows, out var key))
        {
            if (rows.MoveNext()) queues.Enqueue(rows, rows.Current);
            if (held?.Contains(key.Contact) != true && Pulling.MayTake(worker, floor.Contacts[key.Contact], rules, now)) yield return key.Contact;
        }
    }

    private static void Open(PriorityQueue<IEnumerator<QueueKey>, QueueKey> queues, ImmutableSortedSet<QueueKey> queue)
    {
        IEnumerator<QueueKey> rows = queue.GetEnumerator();
        if (rows.MoveNext()) queues.Enqueue(rows, rows.Current);
    }
}
