using Hotline.Console.Live;
using Hotline.Contracts;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class ViewOrderTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase(3, 10, 3, 11, true)]
    [TestCase(3, 10, 3, 10, true, Description = "the same commit, fresher counts")]
    [TestCase(3, 10, 3, 9, false)]
    [TestCase(3, 10, 4, 1, true, Description = "after a restore sequences begin again")]
    [TestCase(4, 1, 3, 99, false)]
    public void A_larger_epoch_wins_and_within_it_the_larger_sequence(long shownEpoch, long shownSequence, long epoch, long sequence, bool wins) =>
        Assert.That(new ViewOrder(epoch, sequence).Supersedes(new ViewOrder(shownEpoch, shownSequence)), Is.EqualTo(wins));

    [Test]
    public void Anything_is_newer_than_nothing() => Assert.That(new ViewOrder(0, 0).Supersedes(null));

    [Test]
    public void An_older_desk_that_arrives_late_is_not_shown()
    {
        var feed = new DeskFeed(new ServerClock(new FakeTimeProvider(T0)));
        var changes = 0;
        feed.Changed += () => changes++;

        Assert.That(feed.Push(Desk(2, 7)));
        Assert.That(feed.Push(Desk(2, 6)), Is.False);
        Assert.That(feed.Push(Desk(1, 900)), Is.False);
        Assert.That(feed.View!.Sequence, Is.EqualTo(7));
        Assert.That(changes, Is.EqualTo(1));

        Assert.That(feed.Push(Desk(3, 1)));
        Assert.That(feed.View!.Epoch, Is.EqualTo(3));
    }

    [Test]
    public void A_forgotten_feed_takes_the_first_view_of_the_next_person()
    {
        var feed = new DeskFeed(new ServerClock(new FakeTimeProvider(T0)));
        feed.Push(Desk(9, 9));
        feed.Forget();
        Assert.That(feed.View, Is.Null);
        Assert.That(feed.Push(Desk(1, 1)));
    }

    [Test]
    public void From_a_node_that_kept_an_older_floor_only_what_stands_beside_it_is_taken()
    {
        var feed = new DeskFeed(new ServerClock(new FakeTimeProvider(T0)));
        feed.Push(Desk(2, 7));
        HandedView handed = new("c", "S", T0, null, Band.High, 60, Channel.Voice, "en", T0, []);

        Assert.That(feed.Push(Desk(0, 0) with { AsOf = T0, Stores = new StoresView(true, ["ledger"]), Handed = [handed] }));

        Assert.That((feed.View!.Epoch, feed.View.Sequence), Is.EqualTo((2L, 7L)), "what is held stays on the screen");
        Assert.That(feed.View.Stores.Degraded);
        Assert.That(feed.View.Handed, Is.EqualTo(new[] { handed }));
        Assert.That(feed.Push(Desk(2, 7)) && feed.View.AsOf is null && !feed.View.Stores.Degraded, "and is the living one again");
    }

    private static DeskView Desk(long epoch, long sequence) => new(
        "demo", epoch, sequence, T0, new MeView("w", "W", Presence.Available, Presence.Available, null, T0, 0, 2), [], [], [], [], new StoresView(false, []));
}
