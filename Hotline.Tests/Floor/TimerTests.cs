using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>A due time is a field of an entity: what is due when, and what becomes of it.</summary>
public sealed class TimerTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("w1").Worker("w2");

    [TestCase("Waiting", null)]
    [TestCase("Offered", 6, Description = "to have been shown")]
    [TestCase("Engaged", null)]
    [TestCase("WrapUp", 60)]
    [TestCase("Closed", null)]
    [TestCase("Abandoned", null)]
    public void Something_is_due_after_seconds(string state, int? seconds)
    {
        floor.BringTo("c", "w0", state);

        Assert.That(FloorDecision.DueAt(floor.Contact("c"), floor.Rules), Is.EqualTo(After(seconds)));
    }

    [TestCase(0, false, 6)]
    [TestCase(0, true, 15, Description = "once shown, the deadline")]
    [TestCase(5, false, 6, Description = "the soonest of several")]
    public void Of_an_imminent_contacts_offers_the_soonest_is_due(int secondLater, bool shown, int seconds)
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0");
        if (shown) Show("w0");
        if (secondLater > 0)
        {
            floor.Now += TimeSpan.FromSeconds(secondLater);
            floor.Offered("c", "w1");
        }

        Assert.That(FloorDecision.DueAt(floor.Contact("c"), floor.Rules), Is.EqualTo(After(seconds)));
    }

    [Test]
    public void A_later_offer_may_be_due_before_an_earlier_one_and_an_ended_one_is_not_due()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0");
        Show("w0");
        floor.Now += TimeSpan.FromSeconds(2);
        floor.Offered("c", "w1");
        Assert.That(FloorDecision.DueAt(floor.Contact("c"), floor.Rules), Is.EqualTo(After(8)));

        floor.Do(new FloorCommand.DeclineOffer(C, floor.PendingOf("c", "w1").Id, W1));

        Assert.That(FloorDecision.DueAt(floor.Contact("c"), floor.Rules), Is.EqualTo(After(15)));
    }

    [Test]
    public void A_deadline_before_the_time_to_show_is_due_first()
    {
        floor = new PaperFloor(FloorRules.Default with { UnshownAfter = TimeSpan.FromMinutes(1) }).Worker("w0");
        floor.BringTo("c", "w0", "Offered");

        Assert.That(FloorDecision.DueAt(floor.Contact("c"), floor.Rules), Is.EqualTo(After(20)));
    }

    [TestCase("Offered", 5_999, "NothingDue")]
    [TestCase("Offered", 6_000, "Changed")]
    [TestCase("WrapUp", 59_999, "NothingDue")]
    [TestCase("WrapUp", 60_000, "Changed")]
    [TestCase("Waiting", 9_000_000, "NothingDue")]
    [TestCase("Engaged", 9_000_000, "NothingDue")]
    public void Nothing_is_done_before_it_is_due(string state, int milliseconds, string comesTo)
    {
        floor.BringTo("c", "w0", state);
        floor.Now += TimeSpan.FromMilliseconds(milliseconds);

        Assert.That(floor.ComesTo(new FloorCommand.RunTimers(C)), Is.EqualTo(comesTo));
    }

    [Test]
    public void Nothing_is_due_of_what_is_unknown() => Assert.That(floor.ComesTo(new FloorCommand.RunTimers(C)), Is.EqualTo("UnknownContact"));

    [Test]
    public void At_its_deadline_a_shown_offer_expires_and_its_worker_is_not_responding()
    {
        floor.BringTo("c", "w0", "Offered");
        Show("w0");
        var offer = floor.PendingOf("c", "w0");
        floor.Now = offer.Until;

        var said = floor.Said(new FloorCommand.RunTimers(C));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.OfferExpired(C, W0, offer.Id),
                new FloorEvent.PresenceChanged(W0, PresenceKind.Available, PresenceKind.NotResponding, null, "missed_offer"),
                new FloorEvent.ContactReturned(C, "offers_over"),
            }));
            Assert.That(floor.Contact("c").Offers.Single(), Is.EqualTo(offer with { End = OfferEnd.Expired, EndedAt = floor.Now }));
            Assert.That((floor.Who("w0").Presence, floor.Who("w0").PresenceSince, floor.Who("w0").Holdings.Length), Is.EqualTo((PresenceKind.NotResponding, floor.Now, 0)));
            Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Waiting(floor.Now)));
        }
    }

    [Test]
    public void Who_was_assigned_on_a_break_and_misses_it_stays_on_the_break()
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.SetPresence(W0, PresenceKind.Break, BreakReason.Meal));
        floor.Said(new FloorCommand.AssignContact(C, floor.Target("w0")));
        Show("w0");
        floor.Now = floor.PendingOf("c", "w0").Until;

        floor.RunTimers();

        Assert.That((floor.Who("w0").Presence, floor.Who("w0").BreakReason), Is.EqualTo((PresenceKind.Break, (BreakReason?)BreakReason.Meal)));
    }

    [Test]
    public void What_was_never_shown_is_rescinded_alone_and_its_worker_quiet_for_ten_seconds()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0", "w1");
        Show("w1");
        floor.Now += TimeSpan.FromSeconds(4);
        floor.Offered("c", "w2");
        var unshown = floor.PendingOf("c", "w0");
        floor.Now = A.T0 + TimeSpan.FromSeconds(6);

        var said = floor.Said(new FloorCommand.RunTimers(C));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.OfferRescinded(C, W0, unshown.Id, "unshown") }));
            Assert.That(floor.Contact("c").Pending.Select(offer => offer.Worker.Value), Is.EqualTo(new[] { "w1", "w2" }), "the one is shown, the other young");
            Assert.That((floor.Who("w0").Presence, floor.Who("w0").QuietUntil, floor.Who("w0").Holdings.Length), Is.EqualTo((PresenceKind.Available, After(16), 0)));
            Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Offered>());
        }
    }

    [Test]
    public void A_wrap_up_that_is_due_is_closed_with_its_outcome()
    {
        floor.BringTo("c", "w0", "Engaged").Ended("c", Outcome.Referred);
        floor.Now += floor.Rules.WrapUpFor;

        Assert.That(floor.Said(new FloorCommand.RunTimers(C)), Is.EqualTo(new[] { new FloorEvent.ContactClosed(C, W0, Outcome.Referred) }));
        Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Closed(W0, floor.Now, Outcome.Referred)));
    }

    [Test]
    public void A_lost_chat_is_offered_again_first_in_its_band_and_nobody_holds_it()
    {
        floor.BringTo("c", "w0", "Engaged", Channel.Chat);
        floor.Do(new FloorCommand.LoseConsole(W0));
        floor.Now += floor.Rules.ReofferLostAfter;

        var said = floor.Said(new FloorCommand.RunTimers(C));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactReturned(C, "console_lost") }));
            Assert.That((floor.Contact("c").State, floor.Contact("c").FirstInBand), Is.EqualTo(((ContactState)new ContactState.Waiting(floor.Now), true)));
            Assert.That(floor.Who("w0").Holdings, Is.Empty);
        }
        floor.Engaged("c", "w1");
        Assert.That(floor.Contact("c"), Has.Property(nameof(Contact.FirstInBand)).False.And.Property(nameof(Contact.LastFence)).EqualTo(new Fence(1, 2)));
    }

    private void Show(string worker) => floor.Said(new FloorCommand.ShowOffer(C, floor.PendingOf("c", worker).Id, new WorkerId(worker)));

    private static DateTimeOffset? After(int? seconds) => seconds is { } some ? A.T0 + TimeSpan.FromSeconds(some) : null;
}
