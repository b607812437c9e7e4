using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Nobody answered the desk's question: not responding, unless the floor knows better.</summary>
public sealed class IdleTests
{
    private static readonly WorkerId W = new("w");
    private PaperFloor floor = null!;
    private DateTimeOffset lastSign;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor().Worker("w");
        lastSign = floor.Now;
        floor.Now += TimeSpan.FromMinutes(31);
    }

    [Test]
    public void An_available_worker_without_a_sign_for_so_long_does_not_respond_and_any_choice_ends_it()
    {
        Assert.That(floor.Said(Mark), Is.EqualTo(new[] { new FloorEvent.PresenceChanged(W, PresenceKind.Available, PresenceKind.NotResponding, null, "idle") }));
        Assert.That((floor.Who("w").Presence, floor.Who("w").Idle), Is.EqualTo((PresenceKind.NotResponding, true)));
        Assert.That(floor.ComesTo(Mark), Is.EqualTo("Unchanged"), "a second tab says the same");

        floor.Said(new FloorCommand.SetPresence(W, PresenceKind.Available, null));
        Assert.That((floor.Who("w").Presence, floor.Who("w").Idle), Is.EqualTo((PresenceKind.Available, false)));
        Assert.That(floor.ComesTo(Mark), Is.EqualTo("Unchanged"), "an old tab does not know of the return");
    }

    [Test]
    public void It_never_takes_an_offer_away()
    {
        floor.BringTo("c", "w", "Offered");
        Assert.That(floor.ComesTo(Mark), Is.EqualTo("WorkerBusy"));
        Assert.That(floor.Contact("c").Pending.Count(), Is.EqualTo(1));
    }

    [TestCase("Engaged")]
    [TestCase("WrapUp")]
    public void Nor_is_anybody_idle_who_holds_something(string state)
    {
        floor.BringTo("c", "w", state);
        Assert.That(floor.ComesTo(Mark), Is.EqualTo("WorkerBusy"));
    }

    [TestCase(PresenceKind.Break)]
    [TestCase(PresenceKind.OffDuty)]
    public void Who_is_not_available_is_not_asked(PresenceKind presence)
    {
        floor.Do(new FloorCommand.SetPresence(W, presence, null));
        Assert.That(floor.ComesTo(Mark), Is.EqualTo("Unchanged"));
    }

    [TestCase(0, "Changed", Description = "half an hour, and a minute to answer")]
    [TestCase(-5, "Changed", Description = "a desk's clock may be off by a little")]
    [TestCase(-6, "Unchanged")]
    public void A_desk_cannot_be_earlier_than_the_line_has_it(int seconds, string comesTo)
    {
        floor.Now = lastSign + TimeSpan.FromMinutes(31) + TimeSpan.FromSeconds(seconds);
        Assert.That(floor.ComesTo(Mark), Is.EqualTo(comesTo));
    }

    [Test]
    public void What_the_floor_saw_of_the_worker_since_counts_for_a_sign()
    {
        floor.BringTo("c", "w", "Closed");
        Assert.That(floor.ComesTo(Mark), Is.EqualTo("Unchanged"));
    }

    [Test]
    public void A_line_that_does_not_ask_marks_nobody()
    {
        var quiet = new PaperFloor(FloorRules.Default with { IdleAfter = TimeSpan.Zero }).Worker("w");
        quiet.Now += TimeSpan.FromDays(1);
        Assert.That(quiet.ComesTo(Mark), Is.EqualTo("Unchanged"));
    }

    [Test]
    public void A_missed_offer_is_no_idleness()
    {
        floor.BringTo("c", "w", "Offered");
        floor.Do(new FloorCommand.ShowOffer(new ContactId("c"), floor.PendingOf("c", "w").Id, W));
        floor.Now += TimeSpan.FromMinutes(1);
        floor.RunTimers();
        Assert.That((floor.Who("w").Presence, floor.Who("w").Idle), Is.EqualTo((PresenceKind.NotResponding, false)));
    }

    [Test]
    public void Nobody_unknown_is_idle() =>
        Assert.That(floor.ComesTo(new FloorCommand.MarkIdle(new WorkerId("nobody"), lastSign)), Is.EqualTo("WorkerNotSignedIn"));

    private FloorCommand.MarkIdle Mark => new(W, lastSign);
}
