using Hotline.Server.Drill;
using NUnit.Framework;

namespace Hotline.Tests.Drill;

/// <summary>The checker that the drill's verdict rests on: shown to find what it must find, and nothing else.</summary>
public sealed class HoldBookTests
{
    [Test]
    public void Two_workers_at_once_are_found() =>
        Assert.That(DoubleHolding.Find([Held("c", "a", 0, 10), Held("c", "b", 9.9, 12)]), Has.Count.EqualTo(1));

    [Test]
    public void A_hold_inside_a_long_one_is_found_behind_a_short_one() =>
        Assert.That(DoubleHolding.Find([Held("c", "a", 0, 100), Held("c", "a", 1, 2), Held("c", "b", 50, 51)]), Has.Count.EqualTo(1));

    [Test]
    public void A_contact_counts_once_however_often_it_clashes() =>
        Assert.That(DoubleHolding.Find([Held("c", "a", 0, 10), Held("c", "b", 1, 10), Held("c", "d", 2, 10)]), Has.Count.EqualTo(1));

    [Test]
    public void One_after_the_other_the_same_worker_twice_and_other_contacts_are_not() =>
        Assert.That(DoubleHolding.Find([Held("c", "a", 0, 10), Held("c", "b", 10, 12), Held("c", "b", 11, 13), Held("d", "a", 0, 10)]), Is.Empty);

    [Test]
    public void A_hold_begins_with_the_acceptance_and_ends_with_the_end_acknowledged()
    {
        var book = Book();
        book.Accepted("c", At(5), S(1));
        book.Seen(["c"], At(6), S(1.1));
        book.Ended("c", At(9), S(7));

        Assert.That(book.Holds(S(20)), Is.EqualTo(new[] { Held("c", "a", 1, 7) }));
    }

    [Test]
    public void A_view_that_shows_the_contact_first_begins_the_hold()
    {
        var book = Book();
        book.Seen(["c"], At(5), S(1));
        book.Accepted("c", At(5), S(2));

        Assert.That(book.Holds(S(3)), Is.EqualTo(new[] { Held("c", "a", 1, 3) }));
    }

    [Test]
    public void A_newer_view_without_the_contact_ends_the_hold_and_an_older_one_does_not()
    {
        var book = Book();
        book.Accepted("c", At(5), S(1));
        book.Seen([], At(4), S(2));
        Assert.That(book.Holds(S(3)), Is.EqualTo(new[] { Held("c", "a", 1, 3) }));

        book.Seen([], At(6), S(4));

        Assert.That(book.Holds(S(9)), Is.EqualTo(new[] { Held("c", "a", 1, 4) }));
    }

    [Test]
    public void A_view_of_a_new_epoch_is_newer_whatever_its_sequence()
    {
        var book = Book();
        book.Accepted("c", At(500), S(1));
        book.Seen([], new FloorOrder(2, 0), S(2));

        Assert.That(book.Holds(S(9)), Is.EqualTo(new[] { Held("c", "a", 1, 2) }));
    }

    [Test]
    public void A_late_view_from_before_the_end_does_not_begin_another_hold()
    {
        var book = Book();
        book.Accepted("c", At(5), S(1));
        book.Ended("c", At(9), S(2));
        book.Seen(["c"], At(8), S(3));

        Assert.That(book.Holds(S(9)), Is.EqualTo(new[] { Held("c", "a", 1, 2) }));
    }

    [Test]
    public void A_lost_console_holds_for_one_lease_after_the_last_beat_that_it_answered()
    {
        var book = Book();
        book.Accepted("c", At(5), S(1));
        book.Answered(S(4));

        Assert.That(book.Holds(S(60)), Is.EqualTo(new[] { Held("c", "a", 1, 16) }));
    }

    [Test]
    public void A_console_that_comes_back_holds_anew_from_the_view_that_shows_the_contact()
    {
        var book = Book();
        book.Accepted("c", At(5), S(1));
        book.Answered(S(4));
        book.Answered(S(30));
        book.Seen(["c"], At(8), S(31));
        book.Ended("c", At(9), S(33));

        Assert.That(book.Holds(S(60)), Is.EqualTo(new[] { Held("c", "a", 1, 16), Held("c", "a", 31, 33) }));
    }

    [Test]
    public void Beats_in_time_keep_a_hold_whole()
    {
        var book = Book();
        book.Accepted("c", At(5), S(1));
        for (var second = 4; second <= 40; second += 4)
            book.Answered(S(second));

        Assert.That(book.Holds(S(45)), Is.EqualTo(new[] { Held("c", "a", 1, 45) }));
    }

    /// <summary>Joined at zero.</summary>
    private static HoldBook Book()
    {
        var book = new HoldBook("a");
        book.Answered(TimeSpan.Zero);
        return book;
    }

    private static FloorOrder At(long sequence) => new(1, sequence);

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Hold Held(string contact, string worker, double from, double until) => new(contact, worker, S(from), S(until));
}
