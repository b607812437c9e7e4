using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Life of a worker: off duty → available ↔ break, not responding, idle, the shift.</summary>
public sealed class PresenceTests
{
    private static readonly WorkerId W = new("w");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor();
        floor.Do(new FloorCommand.JoinFloor(W, A.Profile()));
    }

    [TestCase(PresenceKind.Break, BreakReason.Meal, BreakReason.Meal)]
    [TestCase(PresenceKind.Break, null, BreakReason.Break)]
    [TestCase(PresenceKind.Available, BreakReason.Meal, null)]
    [TestCase(PresenceKind.Available, null, null)]
    public void Only_a_break_has_a_reason(PresenceKind to, BreakReason? given, BreakReason? kept)
    {
        var said = floor.Said(new FloorCommand.SetPresence(W, to, given));

        Assert.That(said, Is.EqualTo(new[] { new FloorEvent.PresenceChanged(W, PresenceKind.OffDuty, to, kept, "chosen") }));
        Assert.That((floor.Who("w").Presence, floor.Who("w").BreakReason, floor.Who("w").PresenceSince), Is.EqualTo((to, kept, floor.Now)));
    }

    [Test]
    public void A_break_ends_without_its_reason()
    {
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, BreakReason.Meal));
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Available, null));

        Assert.That(floor.Who("w").BreakReason, Is.Null);
    }

    [Test]
    public void What_is_chosen_while_several_are_held_applies_by_itself_when_the_last_wrap_up_is_over()
    {
        floor.Worker("w").BringTo("one", "w", "Engaged", Channel.Chat).BringTo("two", "w", "Engaged", Channel.Chat);
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, BreakReason.Meal));
        floor.Do(A.Arrival("next", channel: Channel.Chat));
        floor.Ended("one");
        floor.Now += floor.Rules.WrapUpFor;
        floor.RunTimers();
        floor.Plan();
        Assert.That(floor.Who("w").Holdings.Select(holding => holding.Contact.Value), Is.EqualTo(new[] { "two" }), "one wrap-up is over, the other conversation goes on, and nothing new is offered");

        floor.Ended("two");
        floor.Now += floor.Rules.WrapUpFor;
        floor.RunTimers();
        floor.Plan();

        Assert.That((floor.Who("w").Presence, floor.Who("w").BreakReason, floor.Who("w").Holdings.IsEmpty), Is.EqualTo((PresenceKind.Break, BreakReason.Meal, true)));
        Assert.That(floor.Who("w").IdleSince, Is.EqualTo(floor.Now), "from here on the break counts");
        Assert.That(floor.Contact("next").State, Is.InstanceOf<ContactState.Waiting>());
    }

    [Test]
    public void A_supervisor_may_set_it_and_it_says_so() =>
        Assert.That(floor.Said(new FloorCommand.SetWorkerPresence(W, PresenceKind.Break, BreakReason.Debrief)),
            Is.EqualTo(new[] { new FloorEvent.PresenceChanged(W, PresenceKind.OffDuty, PresenceKind.Break, BreakReason.Debrief, "supervisor") }));

    [TestCase(PresenceKind.NotResponding, "IllegalPresence")]
    [TestCase(PresenceKind.ConsoleLost, "IllegalPresence")]
    [TestCase(PresenceKind.OffDuty, "Unchanged")]
    [TestCase(PresenceKind.Available, "Changed")]
    [TestCase(PresenceKind.Break, "Changed")]
    public void Nobody_chooses_to_be_lost_or_not_responding(PresenceKind to, string comesTo) =>
        Assert.That(floor.ComesTo(new FloorCommand.SetPresence(W, to, null)), Is.EqualTo(comesTo));

    [TestCase(PresenceKind.Break, BreakReason.Meal, "Unchanged")]
    [TestCase(PresenceKind.Break, BreakReason.Training, "Changed", Description = "another break")]
    [TestCase(PresenceKind.Available, null, "Changed")]
    public void What_holds_already_changes_nothing(PresenceKind to, BreakReason? reason, string comesTo)
    {
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, BreakReason.Meal));

        Assert.That(floor.ComesTo(new FloorCommand.SetPresence(W, to, reason)), Is.EqualTo(comesTo));
    }

    [Test]
    public void Who_has_not_signed_in_has_no_presence() =>
        Assert.That(floor.ComesTo(new FloorCommand.SetPresence(new WorkerId("nobody"), PresenceKind.Available, null)), Is.EqualTo("WorkerNotSignedIn"));

    [TestCase(PresenceKind.Break)]
    [TestCase(PresenceKind.OffDuty)]
    public void Who_steps_away_gives_back_the_offers_and_keeps_the_conversations(PresenceKind to)
    {
        floor.Worker("w").BringTo("talk", "w", "Engaged", Channel.Chat).BringTo("offer", "w", "Offered", Channel.Chat);
        var offer = floor.PendingOf("offer", "w");

        var said = floor.Said(new FloorCommand.SetPresence(W, to, null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said[..2], Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.OfferRescinded(new ContactId("offer"), W, offer.Id, "presence"), new FloorEvent.ContactReturned(new ContactId("offer"), "offers_over"),
            }));
            Assert.That(floor.Contact("offer").State, Is.TypeOf<ContactState.Waiting>());
            Assert.That(floor.Who("w").Holdings.Select(holding => holding.Contact.Value), Is.EqualTo(new[] { "talk" }));
            Assert.That(floor.Contact("talk").Holder, Is.EqualTo(W));
        }
    }

    [Test]
    public void Who_comes_back_keeps_the_offer_that_was_assigned_on_the_break()
    {
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, null));
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.AssignContact(new ContactId("c"), floor.Target("w")));

        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Available, null));

        Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(W));
    }

    [TestCase(PresenceKind.Available, false, true, Description = "back from a break: idle from now")]
    [TestCase(PresenceKind.Available, true, false, Description = "still holding something: not idle")]
    [TestCase(PresenceKind.OffDuty, false, false)]
    public void Idle_begins_on_becoming_available_with_nothing_in_hand(PresenceKind to, bool holding, bool fromNow)
    {
        floor.Worker("w");
        if (holding) floor.BringTo("c", "w", "Engaged");
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, null));
        floor.Now += TimeSpan.FromMinutes(1);

        floor.Do(new FloorCommand.SetPresence(W, to, null));

        Assert.That(floor.Who("w").IdleSince, Is.EqualTo(fromNow ? floor.Now : A.T0));
    }

    [Test]
    public void Presence_again_ends_the_quiet_after_an_offer_that_was_not_shown()
    {
        floor.Worker("w").BringTo("c", "w", "Offered");
        floor.Now += floor.Rules.UnshownAfter;
        floor.RunTimers();
        Assert.That(floor.Who("w").QuietUntil, Is.Not.Null);

        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, null));

        Assert.That(floor.Who("w").QuietUntil, Is.Null);
    }

    [Test]
    public void Who_missed_an_offer_is_asked_again_only_after_saying_to_be_there()
    {
        floor.Damage(A.Worker("w", PresenceKind.NotResponding));
        floor.Do(A.Arrival("c"));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty);

        Assert.That(floor.Said(new FloorCommand.SetPresence(W, PresenceKind.Available, null)),
            Is.EqualTo(new[] { new FloorEvent.PresenceChanged(W, PresenceKind.NotResponding, PresenceKind.Available, null, "chosen") }));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(W));
    }

    [Test]
    public void A_shift_begins_with_the_first_step_from_off_duty_and_ends_with_off_duty()
    {
        floor.Now += TimeSpan.FromMinutes(1);
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, null));
        var began = floor.Now;
        floor.Now += TimeSpan.FromMinutes(1);
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Available, null));
        Assert.That(floor.Who("w").OnDutySince, Is.EqualTo(began));

        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.OffDuty, null));
        Assert.That(floor.Who("w").OnDutySince, Is.Null);
    }

    [Test]
    public void High_risk_contacts_are_counted_from_the_beginning_of_the_shift()
    {
        floor.Do(A.Arrival("c", Band.High));
        floor.Worker("w").Engaged("c", "w").Ended("c");
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, null));
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.OffDuty, null));
        Assert.That(floor.Who("w").HighRiskThisShift, Is.EqualTo(1), "the shift that was");

        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Available, null));
        Assert.That(floor.Who("w").HighRiskThisShift, Is.Zero);
    }

    [Test]
    public void A_shift_that_a_supervisor_begins_while_the_console_is_lost_is_a_new_one_too()
    {
        floor.Do(A.Arrival("c", Band.High));
        floor.Worker("w").Engaged("c", "w").Ended("c");
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.OffDuty, null));
        floor.Do(new FloorCommand.LoseConsole(W));
        floor.Now += TimeSpan.FromHours(1);

        floor.Do(new FloorCommand.SetWorkerPresence(W, PresenceKind.Available, null));
        Assert.That((floor.Who("w").OnDutySince, floor.Who("w").HighRiskThisShift), Is.EqualTo(((DateTimeOffset?)floor.Now, 0)));

        floor.Do(new FloorCommand.SetWorkerPresence(W, PresenceKind.OffDuty, null));
        Assert.That(floor.Who("w").OnDutySince, Is.Null);
    }

    [TestCase(PresenceKind.Available, null, true)]
    [TestCase(PresenceKind.Break, null, true)]
    [TestCase(PresenceKind.NotResponding, null, true)]
    [TestCase(PresenceKind.OffDuty, null, false)]
    [TestCase(PresenceKind.OffDuty, PresenceKind.Available, false)]
    [TestCase(PresenceKind.ConsoleLost, PresenceKind.Available, true)]
    [TestCase(PresenceKind.ConsoleLost, PresenceKind.OffDuty, false)]
    [TestCase(PresenceKind.ConsoleLost, null, false)]
    public void On_duty_is_who_is_there_or_would_be_with_the_console_back(PresenceKind presence, PresenceKind? resume, bool onDuty) =>
        Assert.That((A.Worker("w", presence) with { Resume = resume }).IsOnDuty, Is.EqualTo(onDuty));
}
