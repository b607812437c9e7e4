using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Replay;

/// <summary>
/// The queue of a line played again: whenever somebody was answered, whoever stands first is. Who left unanswered leaves at the same moment.
/// Languages and skills are left out, so the waits are compared with those of the same play by the old ranks, not with what was measured.
/// </summary>
/// <param name="Order">Contacts in the order they were answered.</param>
internal sealed record QueueReplay(IReadOnlyList<string> Order, IReadOnlyDictionary<string, TimeSpan> Waits)
{
    private const long Tier = 1L << 45;

    /// <param name="candidate">Null: by the recorded assessments.</param>
    public static QueueReplay Run(IReadOnlyList<RecordedContact> contacts, Func<string, RuleSet?> rulesOf, CandidateRules? candidate)
    {
        var order = new List<string>();
        var waits = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var line in contacts.GroupBy(contact => contact.Line))
        {
            var waiting = new List<Waiter>();
            var arrivals = new Queue<RecordedContact>(line.OrderBy(contact => contact.ArrivedAt).ThenBy(contact => contact.Id, StringComparer.Ordinal));
            foreach (var slot in line.Where(contact => contact.AnsweredAt is not null).Select(contact => contact.AnsweredAt!.Value).Order())
            {
                while (arrivals.TryPeek(out var next) && next.ArrivedAt <= slot) waiting.Add(new Waiter(arrivals.Dequeue(), rulesOf, candidate));
                waiting.RemoveAll(waiter => waiter.Contact.LeftAt < slot);
                if (waiting.MinBy(waiter => (waiter.RankAt(slot), waiter.Contact.Id)) is not { } first) continue;
                waiting.Remove(first);
                order.Add(first.Contact.Id);
                waits[first.Contact.Id] = slot - first.Contact.ArrivedAt;
            }
        }
        return new QueueReplay(order, waits);
    }

    private sealed class Waiter
    {
        private readonly List<(DateTimeOffset At, long Rank)> ranks = [];

        public Waiter(RecordedContact contact, Func<string, RuleSet?> rulesOf, CandidateRules? candidate)
        {
            Contact = contact;
            var (band, credit) = (Band.Low, 0L);
            foreach (var one in contact.Assessments)
            {
                var rules = candidate?.Rules ?? rulesOf(one.RuleSet);
                var perPoint = rules?.CreditPerPoint ?? FloorRules.Default.CreditPerPoint;
                var (score, graded) = candidate?.Assess(contact, one) is { } again ? (again.Score, again.Band) : (one.Score, one.Band);
                // While it waits it never falls.
                (band, credit) = ((Band)Math.Max((int)band, (int)graded), Math.Max(credit, (long)(score * perPoint.TotalMilliseconds)));
                ranks.Add((one.At, rules?.Order == QueueOrder.Fifo
                    ? Tier + contact.ArrivedAt.ToUnixTimeMilliseconds()
                    : (band == Band.Imminent ? 0 : Tier) + contact.ArrivedAt.ToUnixTimeMilliseconds() - credit));
            }
        }

        public RecordedContact Contact { get; }

        public long RankAt(DateTimeOffset now)
        {
            var rank = ranks.Count > 0 ? ranks[0].Rank : Tier + Contact.ArrivedAt.ToUnixTimeMilliseconds();
            foreach (var (at, value) in ranks)
                if (at <= now) rank = value;
            return rank;
        }
    }
}
