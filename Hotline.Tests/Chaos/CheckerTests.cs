using Hotline.Contracts;
using Hotline.Tests.Chaos.Checks;
using Hotline.Tests.Chaos.Clients;
using NUnit.Framework;

namespace Hotline.Tests.Chaos;

/// <summary>The other checks, each with what it must find: a lost contact, a fence held twice, a broken journal.</summary>
public sealed class CheckerTests
{
    private static readonly Ending Closed = new(Phase.Closed, Phase.Closed, Opened: 1, Over: 1);
    private static readonly RecordedMark Mark = new(2, 3, "t23");
    private static readonly RecordedMark First = new(1, 2, "t12");
    private static readonly RecordedEntry[] Entries = [new(1, 1, "t11"), new(1, 2, "t12"), new(2, 1, "t21"), new(2, 2, "t22"), new(2, 3, "t23")];
    private static readonly LiveEntry[] Live = [new(2, 1, "t21", "e2"), new(2, 2, "t22", "t21"), new(2, 3, "t23", "t22")];

    [Test]
    public void An_acknowledged_contact_that_ends_as_its_clients_were_told_is_not_lost() => Assert.Multiple(() =>
    {
        Assert.That(Fates.Fault(Ended(), Closed), Is.Null);
        Assert.That(Fates.Fault(new Story("c"), new Ending(Phase.Waiting, Phase.Waiting, 1, 0)), Is.Null);
        Assert.That(Fates.Fault(new Story("c"), new Ending(Phase.Engaged, Phase.Engaged, 1, 0)), Is.Null);
        Assert.That(Fates.Fault(Left(), new Ending(Phase.Abandoned, Phase.Abandoned, 1, 1)), Is.Null);
    });

    [Test]
    public void A_lost_contact_is_found() => Assert.Multiple(() =>
    {
        Assert.That(Fates.Fault(new Story("c"), Closed with { Api = null }), Is.Not.Null, "the API does not know it");
        Assert.That(Fates.Fault(new Story("c"), Closed with { Recorded = null }), Is.Not.Null, "SQL does not know it");
        Assert.That(Fates.Fault(new Story("c"), Closed with { Api = Phase.Waiting }), Is.Not.Null, "floor and records disagree");
        Assert.That(Fates.Fault(new Story("c"), Closed with { Opened = 2 }), Is.Not.Null, "opened twice");
        Assert.That(Fates.Fault(new Story("c"), Closed with { Opened = 0 }), Is.Not.Null, "never opened in the timeline");
        Assert.That(Fates.Fault(new Story("c"), Closed with { Over = 2 }), Is.Not.Null, "closed twice");
        Assert.That(Fates.Fault(Ended(), new Ending(Phase.Waiting, Phase.Waiting, 1, 0)), Is.Not.Null, "an acknowledged end was undone");
        Assert.That(Fates.Fault(Left(), Closed), Is.Not.Null, "an acknowledged leaving was undone");
    });

    [Test]
    public void A_fence_of_two_workers_is_found_and_two_fences_are_not()
    {
        var book = new FenceBook();
        book.See("c", "1.1", "a");
        book.Accept("c", "1.1", "a");
        book.See("c", "1.2", "b");
        Assert.That(book.Faults, Is.Empty);

        book.Accept("c", "1.1", "b");

        Assert.That(book.Faults, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_whole_journal_has_no_fault() => Assert.Multiple(() =>
    {
        Assert.That(Journal(), Is.Empty);
        Assert.That(JournalCheck.Faults("l", new RecordedMark(3, 0, "e3"), [First, Mark], Entries, []), Is.Empty, "an epoch just begun has no entries");
    });

    [Test]
    public void A_broken_journal_is_found() => Assert.Multiple(() =>
    {
        Assert.That(Journal(entries: [.. Entries.Where(entry => entry is not { Epoch: 2, Sequence: 2 })]), Is.Not.Empty, "a gap");
        Assert.That(Journal(entries: [.. Entries.Where(entry => entry is not { Epoch: 2, Sequence: 1 })]), Is.Not.Empty, "no first entry");
        Assert.That(Journal(entries: Entries[..^1]), Is.Not.Empty, "the watermark is ahead");
        Assert.That(Journal(entries: [.. Entries, new RecordedEntry(2, 4, "t24")]), Is.Not.Empty, "the watermark is behind");
        Assert.That(Journal(entries: [.. Entries[..^1], new RecordedEntry(2, 3, "other")]), Is.Not.Empty, "another last entry than the watermark's");
        Assert.That(Journal(entries: [.. Entries, new RecordedEntry(9, 1, "t91")]), Is.Not.Empty, "an epoch nobody began");
        Assert.That(Journal(finished: [First, Mark]), Is.Not.Empty, "an epoch both finished and current");
        Assert.That(Journal(live: [Live[0], Live[2]]), Is.Not.Empty, "a gap in Redis");
        Assert.That(Journal(live: [Live[0], Live[1] with { PreviousTag = "other" }, Live[2]]), Is.Not.Empty, "a broken chain of tags");
        Assert.That(Journal(live: [Live[0] with { Tag = "other" }]), Is.Not.Empty, "Redis and SQL have different entries at one place");
    });

    [Test]
    public void The_next_offer_of_a_contact_that_is_over_recovers_nothing()
    {
        var histories = new Histories(new Server.Drill.DrillClock(TimeProvider.System));
        histories.With("over", story => story.EndedAt = TimeSpan.FromSeconds(1));
        histories.Offered(new SeenOffer("o1", "over", "a", "1.1", TimeSpan.FromSeconds(5)));
        Assert.That(histories.NextOffer(TimeSpan.FromSeconds(2)), Is.Null);

        histories.Offered(new SeenOffer("o2", "open", "a", "1.1", TimeSpan.FromSeconds(6)));

        Assert.That(histories.NextOffer(TimeSpan.FromSeconds(2))?.OfferId, Is.EqualTo("o2"));
    }

    private static IReadOnlyList<string> Journal(RecordedEntry[]? entries = null, RecordedMark[]? finished = null, LiveEntry[]? live = null) =>
        JournalCheck.Faults("l", Mark, finished ?? [First], entries ?? Entries, live ?? Live);

    private static Story Ended() => new("c") { EndedAt = TimeSpan.FromSeconds(1) };

    private static Story Left() => new("c") { LeftAt = TimeSpan.FromSeconds(1) };
}
