using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>Within what a help seeker is told to expect an answer, seconds from the arrival. Never a promise.</summary>
public sealed record WaitRange(int From, int Until);

/// <param name="Seconds">What the head of the line has waited, or the last who was answered had; 0 when somebody is free.</param>
/// <param name="Range">Where the waits of those who were told the like have lain.</param>
public sealed record ExpectedWait(int Seconds, WaitRange Range);

/// <summary>Contacts of one band that wait for the same workers.</summary>
/// <param name="Skills">Canonical: <c>skill:level</c> sorted, joined by commas.</param>
public readonly record struct WaitClass(Band Band, Channel Channel, string Language, string Skills)
{
    public static WaitClass Of(Contact contact) => new(
        contact.Grade.Band, contact.Channel, contact.Language,
        contact.Skills.IsDefaultOrEmpty ? "" : string.Join(',', contact.Skills.Select(need => $"{need.Skill}:{need.Level}").Order(StringComparer.Ordinal)));
}

/// <summary>
/// Who waits, how long the last ones had waited, and how wrong it was what they were told: what an expected wait is made of.
/// The estimate is the delay of the head of the line (Ibrahim and Whitt), its range what came of earlier estimates.
/// Immutable; cost of a look does not grow with the queue.
/// </summary>
public sealed record WaitBook
{
    public static readonly WaitBook Empty = new();

    /// <summary>Estimates of a band that are remembered.</summary>
    private const int MostRemembered = 60;

    /// <summary>Of those ahead, so many are asked whether they were told too little.</summary>
    private const int MostOverdue = 30;

    /// <summary>Classes kept that nobody waits in.</summary>
    private const int MostClasses = 200;

    /// <summary>Added to both sides of a ratio, so that a second more on an expected zero is no infinite error.</summary>
    private const double Grain = 5;

    /// <summary>An answer longer ago than this says nothing of now.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <summary>Ratios that stand in for what is not known yet; they fade among what is measured.</summary>
    private static readonly double[] Unknown = [0.1, 0.3, 0.7, 1.5, 4, 10];

    private ImmutableDictionary<ContactId, Place> Places { get; init; } = ImmutableDictionary<ContactId, Place>.Empty;
    private ImmutableDictionary<WaitClass, Queue> Queues { get; init; } = ImmutableDictionary<WaitClass, Queue>.Empty;
    private ImmutableDictionary<(Band Band, bool Free), ImmutableQueue<double>> Ratios { get; init; } = ImmutableDictionary<(Band, bool), ImmutableQueue<double>>.Empty;

    /// <param name="Key">Null while it is put to somebody.</param>
    /// <param name="Told">Band in which its wait was foretold.</param>
    /// <param name="Expected">Seconds it was foretold; null when nothing was.</param>
    private sealed record Place(WaitClass Class, QueueKey? Key, DateTimeOffset ArrivedAt, Band Told, int? Expected);

    /// <param name="Like">The last contact seen of the class: what it needs.</param>
    /// <param name="Served">When the last one was answered, and after what wait; null when nobody was.</param>
    private sealed record Queue(Contact Like, ImmutableSortedSet<QueueKey> Waiting, (DateTimeOffset At, TimeSpan Waited)? Served)
    {
        public bool SaysSomething(DateTimeOffset now) => !Waiting.IsEmpty || now - Served?.At <= Recent;
    }

    /// <summary>The floor anew; what was learned of waits stays.</summary>
    public WaitBook Rebuild(FloorState floor, FloorRules rules)
    {
        var book = this with { Places = Places.Clear(), Queues = Queues.ToImmutableDictionary(one => one.Key, one => one.Value with { Waiting = [] }) };
        // After a restart: whoever was answered lately stands on the floor still.
        if (Queues.IsEmpty)
            foreach (var answered in floor.Contacts.Values.Where(contact => contact is { AnsweredAt: not null, From: null }).OrderBy(contact => contact.AnsweredAt))
                book = book.Serve(answered, answered.Grade.Band);
        return floor.Contacts.Values.Aggregate(book, (sofar, contact) => sofar.See(contact.Id, contact, rules));
    }

    /// <summary>A contact as it is now; null when the floor has forgotten it.</summary>
    public WaitBook See(ContactId id, Contact? contact, FloorRules rules)
    {
        var place = Places.GetValueOrDefault(id);
        var next = place is null ? this : Leave(id, place);
        // Who came from another line waited for that one: it says nothing of this.
        if (contact is null or { From: not null }) return next;
        // Who was answered once and is back in the queue stands outside the order of arrivals.
        if (contact.IsUnanswered && contact.AnsweredAt is null) return next.Enter(contact, place?.Told ?? contact.Grade.Band, rules);
        if (place is null) return next;
        if (contact.AnsweredAt is not null) return next.Serve(contact, place.Told);
        // Who left before the foretold time says nothing of how true it was; who left after it does.
        return contact.State is ContactState.Abandoned left && (left.At - contact.ArrivedAt).TotalSeconds > contact.ExpectedSeconds
            ? next.Remember(contact, place.Told, left.At - contact.ArrivedAt) : next;
    }

    /// <summary>What to tell somebody who comes now; null where nothing honest can be said, and to the imminent, who are first in any case.</summary>
    /// <param name="newcomer">As it will be opened.</param>
    public ExpectedWait? Expect(Contact newcomer, FloorState floor, FloorRules rules, DateTimeOffset now)
    {
        if (newcomer.Grade.Band == Band.Imminent || Delay(newcomer, floor, rules, now) is not { } delay) return null;
        var seconds = (int)Math.Round(Math.Clamp(delay.TotalSeconds, 0, TimeSpan.FromDays(1).TotalSeconds));
        var ratios = Ratios.GetValueOrDefault((newcomer.Grade.Band, seconds == 0), []).Concat(Unknown).Concat(seconds == 0 ? [] : Overdue(newcomer, now)).Order().ToArray();
        return new ExpectedWait(seconds, Rounded(Of(0.1), Of(0.9)));

        double Of(double share) => ((seconds + Grain) * ratios[(int)Math.Round(share * (ratios.Length - 1))]) - Grain;
    }

    /// <summary>What the next one of a band would be told: one that needs what most of those need who wait, or what the last one needed.</summary>
    public ExpectedWait? Expect(Band band, FloorState floor, FloorRules rules, DateTimeOffset now)
    {
        Queue? usual = null;
        foreach (var (key, queue) in Queues)
            if (key.Band == band && (usual is null || (queue.Waiting.Count, queue.Like.ArrivedAt, queue.Like.Id.Value).CompareTo((usual.Waiting.Count, usual.Like.ArrivedAt, usual.Like.Id.Value)) > 0)) usual = queue;
        return usual is null ? null : Expect(usual.Like with { Id = new ContactId("next"), ArrivedAt = now, Offers = [], State = new ContactState.Waiting(now) }, floor, rules, now);
    }

    /// <summary>Those ahead who wait longer than they were told say so before they are answered: while load grows, what came of earlier estimates comes too late.</summary>
    private IEnumerable<double> Overdue(Contact newcomer, DateTimeOffset now)
    {
        if (!Queues.TryGetValue(WaitClass.Of(newcomer), out var queue)) yield break;
        foreach (var key in queue.Waiting.Take(MostOverdue))
            if (Places[key.Contact] is { Expected: { } expected } place && (now - place.ArrivedAt).TotalSeconds is var waited && waited > expected)
                yield return (waited + Grain) / (expected + Grain);
    }

    private TimeSpan? Delay(Contact newcomer, FloorState floor, FloorRules rules, DateTimeOffset now)
    {
        var (anybody, free, seniors) = (false, false, 0);
        foreach (var worker in floor.Workers.Values)
        {
            anybody |= worker.IsOnDuty && (worker.Profile.Supervisor || !rules.Diverted) && Capacity.MustHaves(worker, newcomer, rules);
            if (!Capacity.IsFree(worker, newcomer, rules, now)) continue;
            // The reserve is there for others.
            if (worker.Profile.Level >= rules.SeniorLevel) free |= ++seniors > rules.Reserve;
            else free = true;
        }
        if (!anybody) return null;
        var own = WaitClass.Of(newcomer);
        if (Queues.TryGetValue(own, out var queue) && !queue.Waiting.IsEmpty) return now - Places[queue.Waiting.Min.Contact].ArrivedAt;
        if (free) return TimeSpan.Zero;
        if (queue?.SaysSomething(now) == true) return queue.Served!.Value.Waited;
        // Nobody like this one for a while: others of the band, the last first.
        var others = Queues.Where(other => other.Key.Band == own.Band && other.Value.SaysSomething(now)).Select(other => other.Value).ToList();
        if (others.Where(other => other.Served is not null).MaxBy(other => other.Served!.Value.At) is { } last) return last.Served!.Value.Waited;
        return others.Count == 0 ? null : others.Max(other => now - Places[other.Waiting.Min.Contact].ArrivedAt);
    }

    private WaitBook Enter(Contact contact, Band told, FloorRules rules)
    {
        var own = WaitClass.Of(contact);
        var queue = Queues.GetValueOrDefault(own) ?? new Queue(contact, [], null);
        QueueKey? key = contact.State is ContactState.Waiting ? new QueueKey(Rank.Of(contact, rules).Value, contact.Id) : null;
        if (key is { } waits) queue = queue with { Waiting = queue.Waiting.Add(waits) };
        return this with { Places = Places.SetItem(contact.Id, new Place(own, key, contact.ArrivedAt, told, contact.ExpectedSeconds)), Queues = Queues.SetItem(own, queue with { Like = contact }) };
    }

    private WaitBook Leave(ContactId id, Place place) => this with
    {
        Places = Places.Remove(id),
        Queues = place.Key is { } key ? Queues.SetItem(place.Class, Queues[place.Class] with { Waiting = Queues[place.Class].Waiting.Remove(key) }) : Queues,
    };

    private WaitBook Serve(Contact contact, Band told)
    {
        var (own, at) = (WaitClass.Of(contact), contact.AnsweredAt!.Value);
        var queue = Queues.GetValueOrDefault(own) ?? new Queue(contact, [], null);
        var queues = Queues.SetItem(own, queue.Served?.At > at ? queue : queue with { Served = (at, at - contact.ArrivedAt) });
        if (queues.Count > MostClasses) queues = queues.RemoveRange(queues.Where(one => !one.Value.SaysSomething(at)).Select(one => one.Key));
        return (this with { Queues = queues }).Remember(contact, told, at - contact.ArrivedAt);
    }

    private WaitBook Remember(Contact contact, Band told, TimeSpan waited)
    {
        if (contact.ExpectedSeconds is not { } expected) return this;
        var key = (told, expected == 0);
        var known = Ratios.GetValueOrDefault(key, []).Enqueue((waited.TotalSeconds + Grain) / (expected + Grain));
        return this with { Ratios = Ratios.SetItem(key, known.Count() > MostRemembered ? known.Dequeue() : known) };
    }

    /// <summary>Outwards, to what a person can do something with.</summary>
    private static WaitRange Rounded(double from, double until)
    {
        var step = until < 60 ? 5 : until < 600 ? 30 : 60;
        return new WaitRange(Math.Max(0, (int)Math.Floor(from / step) * step), Math.Max(step, (int)Math.Ceiling(until / step) * step));
    }
}
