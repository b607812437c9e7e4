using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>A console presents what it had accepted before the floor was restored without it.</summary>
public sealed class ClaimTests
{
    private static readonly WorkerId W = new("w0");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor().Worker("w0");
        floor.Do(A.Arrival("offered"));
        floor.Plan();
        floor.Do(A.Arrival("claimed"));
    }

    [Test]
    public void A_claim_goes_before_what_is_merely_offered_to_the_claimant()
    {
        floor.Do(new FloorCommand.ClaimContact(new ContactId("claimed"), W, new Fence(0, 3)));

        Assert.That(floor.Contact("claimed").Holder, Is.EqualTo(W));
        Assert.That(floor.Contact("offered").State, Is.InstanceOf<ContactState.Waiting>());
        Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);
    }

    [Test]
    public void A_claim_does_not_go_before_what_the_claimant_holds()
    {
        floor.Accepted("offered", "w0");

        var said = floor.Do(new FloorCommand.ClaimContact(new ContactId("claimed"), W, new Fence(0, 3)));

        Assert.That(said, Is.EqualTo(new Decision.Refused(Refusal.NoCapacity)));
        Assert.That(floor.Contact("offered").Holder, Is.EqualTo(W));
    }

    [TestCase("Waiting", "Changed")]
    [TestCase("Offered", "Changed", Description = "an offer is not a holder")]
    [TestCase("Engaged", "NotHolder")]
    [TestCase("WrapUp", "NotHolder")]
    [TestCase("Closed", "ContactOver")]
    [TestCase("Abandoned", "ContactOver")]
    [TestCase("unknown", "UnknownContact")]
    public void A_claim_to_what_another_worker_was_led_to_meanwhile_comes_to(string state, string comesTo)
    {
        floor.Worker("w1");
        if (state != "unknown") floor.BringTo("other", "w1", state);

        Assert.That(floor.ComesTo(new FloorCommand.ClaimContact(new ContactId("other"), W, new Fence(0, 3))), Is.EqualTo(comesTo));
        if (comesTo == "Changed") Assert.That(floor.Contact("other").Holder, Is.EqualTo(W));
        Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);
    }

    [Test]
    public void A_claim_says_whose_offers_made_room_for_it()
    {
        floor.Worker("w1").Offered("claimed", "w1");
        var (own, others) = (floor.PendingOf("offered", "w0"), floor.PendingOf("claimed", "w1"));
        var (offered, claimed) = (new ContactId("offered"), new ContactId("claimed"));

        var said = floor.Said(new FloorCommand.ClaimContact(claimed, W, new Fence(0, 3)));

        Assert.That(said, Is.EqualTo(new FloorEvent[]
        {
            new FloorEvent.OfferRescinded(claimed, new WorkerId("w1"), others.Id, "claimed"),
            new FloorEvent.OfferRescinded(offered, W, own.Id, "claimed"),
            new FloorEvent.ContactReturned(offered, "offers_over"),
            new FloorEvent.ContactEngaged(claimed, W, others.Fence.Next(1), "claimed"),
        }));
    }

    [TestCase(0, "Changed")]
    [TestCase(1, "FenceOutdated", Description = "within an epoch the floor knows better")]
    [TestCase(2, "FenceOutdated")]
    public void Only_a_claim_from_before_the_restore_counts(long epoch, string comesTo) =>
        Assert.That(floor.ComesTo(new FloorCommand.ClaimContact(new ContactId("claimed"), W, new Fence(epoch, 3))), Is.EqualTo(comesTo));

    [Test]
    public void A_claim_needs_a_worker_who_is_signed_in_and_one_said_twice_changes_nothing()
    {
        var claim = new FloorCommand.ClaimContact(new ContactId("claimed"), W, new Fence(0, 3));

        Assert.That(floor.ComesTo(claim with { Worker = new WorkerId("nobody") }), Is.EqualTo("WorkerNotSignedIn"));
        Assert.That(floor.ComesTo(claim), Is.EqualTo("Changed"));
        Assert.That(floor.ComesTo(claim), Is.EqualTo("Unchanged"));
    }
}
