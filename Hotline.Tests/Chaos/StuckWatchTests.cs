using Hotline.Tests.Chaos.Checks;
using Hotline.Tests.Chaos.Clients;
using NUnit.Framework;

namespace Hotline.Tests.Chaos;

/// <summary>The check that nobody is left waiting: shown to find what it must find, and nothing else.</summary>
public sealed class StuckWatchTests
{
    [Test]
    public void A_free_worker_beside_a_contact_that_stands_with_nobody_is_stuck() =>
        Assert.That(Find(now: 30, Free("a", since: 15), Waiting("c", since: 10)), Has.Count.EqualTo(1));

    [Test]
    public void Neither_is_before_ten_seconds() => Assert.Multiple(() =>
    {
        Assert.That(Find(now: 24, Free("a", since: 15), Waiting("c", since: 10)), Is.Empty);
        Assert.That(Find(now: 19, Free("a", since: 1), Waiting("c", since: 10)), Is.Empty);
    });

    [Test]
    public void The_ten_seconds_count_from_the_end_of_the_fault_and_not_while_it_lasts() => Assert.Multiple(() =>
    {
        Assert.That(Find(now: 30, Free("a", since: 0), Waiting("c", since: 0), well: 21), Is.Empty);
        Assert.That(Find(now: 31, Free("a", since: 0), Waiting("c", since: 0), well: 21), Has.Count.EqualTo(1));
        Assert.That(Find(now: 99, Free("a", since: 0), Waiting("c", since: 0), well: null), Is.Empty);
    });

    [Test]
    public void Who_is_gone_busy_or_was_asked_before_is_not_eligible() => Assert.Multiple(() =>
    {
        Assert.That(Find(now: 30, Free("a", since: 0) with { Connected = false }, Waiting("c", since: 0)), Is.Empty);
        Assert.That(Find(now: 30, Free("a", since: 0) with { Available = false }, Waiting("c", since: 0)), Is.Empty);
        Assert.That(Find(now: 30, Free("a", since: 0) with { Held = ["d"] }, Waiting("c", since: 0)), Is.Empty);
        Assert.That(Find(now: 30, Free("a", since: 0), Waiting("c", since: 0, asked: "a")), Is.Empty);
    });

    [Test]
    public void What_stands_on_a_desk_does_not_wait() => Assert.That(
        Find(now: 30, [Free("a", since: 0), Free("b", since: 0) with { Held = ["c"] }], [Waiting("c", since: 0)]), Is.Empty);

    [Test]
    public void An_offer_on_a_desk_that_no_longer_answers_stands_with_nobody_after_one_lease() => Assert.Multiple(() =>
    {
        var lost = Free("b", since: 0) with { Connected = false, AnsweredAt = S(10), Offers = Offer("c", until: 100) };
        Assert.That(Find(now: 22, [Free("a", since: 0), lost], [Waiting("c", since: 0)]), Is.Empty);
        Assert.That(Find(now: 23, [Free("a", since: 0), lost], [Waiting("c", since: 0)]), Has.Count.EqualTo(1));
    });

    [Test]
    public void An_offer_five_seconds_past_its_deadline_is_stuck() => Assert.Multiple(() =>
    {
        var desk = Free("a", since: 0) with { Offers = Offer("c", until: 20), AnsweredAt = S(24) };
        Assert.That(Find(now: 24, [desk], []), Is.Empty);
        Assert.That(Find(now: 25, [desk], []), Has.Count.EqualTo(1));
        Assert.That(Find(now: 25, [desk], [], well: 21), Is.Empty);
    });

    private static IReadOnlyList<StuckWatch.Finding> Find(double now, DeskNow desk, Story story, double? well = 0) => Find(now, [desk], [story], well);

    private static IReadOnlyList<StuckWatch.Finding> Find(double now, DeskNow[] desks, Story[] open, double? well = 0) =>
        StuckWatch.Find(S(now), well is { } since ? S(since) : null, desks, open);

    private static DeskNow Free(string worker, double since) => new(worker, true, true, S(1000), S(since), new Dictionary<string, (string, TimeSpan)>(), []);

    private static Dictionary<string, (string, TimeSpan)> Offer(string contact, double until) => new() { ["o"] = (contact, S(until)) };

    private static Story Waiting(string id, double since, params string[] asked)
    {
        var story = new Story(id) { AcknowledgedAt = S(since), MovedAt = S(since) };
        story.Asked.UnionWith(asked);
        return story;
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
