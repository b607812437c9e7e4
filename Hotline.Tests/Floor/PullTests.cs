using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>A worker takes a contact by own choice, where the line allows it.</summary>
public sealed class PullTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W = new("w");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor(FloorRules.Default with { PullNext = true }).Worker("w").Worker("other");

    [TestCase("Waiting", "Changed")]
    [TestCase("Offered", "NotWaiting")]
    [TestCase("Engaged", "NotWaiting")]
    [TestCase("Closed", "NotWaiting")]
    [TestCase("Abandoned", "NotWaiting")]
    [TestCase("unknown", "UnknownContact")]
    public void What_waits_can_be_taken(string state, string comesTo)
    {
        if (state != "unknown") floor.BringTo("c", "other", state);

        Assert.That(floor.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo(comesTo));
    }

    [Test]
    public void Whoever_takes_it_is_engaged_at_once_and_again_changes_nothing()
    {
        floor.Do(A.Arrival("c"));

        Assert.That(floor.Said(new FloorCommand.PullContact(C, W)).Last(), Is.EqualTo(new FloorEvent.ContactEngaged(C, W, new Fence(1, 1), "pulled")));
        Assert.That(floor.Contact("c").Holder, Is.EqualTo(W));
        Assert.That(floor.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo("Unchanged"));
    }

    [TestCase(PresenceKind.Available, "Changed")]
    [TestCase(PresenceKind.Break, "Changed")]
    [TestCase(PresenceKind.OffDuty, "PullNotAllowed")]
    public void On_duty_is_enough(PresenceKind presence, string comesTo)
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.SetPresence(W, presence, null));

        Assert.That(floor.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo(comesTo));
    }

    [Test]
    public void A_lost_console_takes_nothing()
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.LoseConsole(W));

        Assert.That(floor.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo("PullNotAllowed"));
    }

    [Test]
    public void Where_the_line_does_not_allow_it_nobody_may_and_a_diverted_queue_is_the_supervisors()
    {
        var closed = new PaperFloor().Worker("w");
        closed.Do(A.Arrival("c"));
        var diverted = new PaperFloor(FloorRules.Default with { PullNext = true, Diverted = true }).Worker("w").Worker("s", A.Profile() with { Supervisor = true });
        diverted.Do(A.Arrival("c"));

        Assert.That(closed.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo("PullNotAllowed"));
        Assert.That(diverted.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo("PullNotAllowed"));
        Assert.That(diverted.ComesTo(new FloorCommand.PullContact(C, new WorkerId("s"))), Is.EqualTo("Changed"));
    }

    [Test]
    public void Nothing_found_is_a_refusal_of_its_own() => Assert.That(floor.ComesTo(new FloorCommand.PullContact(null, W)), Is.EqualTo("NothingToPull"));

    [Test]
    public void Room_and_must_haves_hold()
    {
        floor.Do(A.Arrival("held"));
        floor.Engaged("held", "w");
        floor.Do(A.Arrival("c"));
        floor.Do(A.Arrival("french", language: "fr"));

        Assert.That(floor.ComesTo(new FloorCommand.PullContact(C, W)), Is.EqualTo("NotWaiting"), "a call is exclusive");
        Assert.That(floor.ComesTo(new FloorCommand.PullContact(new ContactId("french"), new WorkerId("other"))), Is.EqualTo("NotWaiting"));
    }

    [Test]
    public void An_imminent_contact_that_others_are_asked_about_goes_to_the_first_who_takes_it()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "other");

        Assert.That(floor.Said(new FloorCommand.PullContact(C, W)).OfType<FloorEvent.OfferRescinded>().Single().Why, Is.EqualTo("accepted_elsewhere"));
        Assert.That(floor.Who("other").Holdings, Is.Empty);
        Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);
    }
}
