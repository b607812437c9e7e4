using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>What one order of the auditor does to one contradiction, and says of it.</summary>
public sealed class MendingTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor().Worker("w0").Worker("w1");
        floor.Now += TimeSpan.FromMinutes(1);
    }

    [Test]
    public void The_offer_that_reserves_nothing_is_rescinded_and_the_sound_one_beside_it_stays()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0", "w1");
        var (sound, hollow) = (floor.PendingOf("c", "w0"), floor.PendingOf("c", "w1"));
        floor.Damage(floor.Who("w1") with { Holdings = [] });

        var said = floor.Said(new FloorCommand.ReconcileContact(C));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[] { new FloorEvent.OfferRescinded(C, W1, hollow.Id, "reconciled"), new FloorEvent.ContactReconciled(C) }));
            Assert.That(floor.Contact("c").Pending, Is.EqualTo(new[] { sound }));
            Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Offered>());
            Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.Empty);
        }
    }

    [Test]
    public void An_offer_beside_a_waiting_contact_is_rescinded_and_its_reservation_freed()
    {
        floor.BringTo("c", "w0", "Offered");
        var offer = floor.PendingOf("c", "w0");
        floor.Damage(floor.Contact("c") with { State = new ContactState.Waiting(A.T0) });

        Assert.That(floor.Said(new FloorCommand.ReconcileContact(C)), Is.EqualTo(new FloorEvent[] { new FloorEvent.OfferRescinded(C, W0, offer.Id, "reconciled"), new FloorEvent.ContactReconciled(C) }));
        Assert.That(floor.Who("w0").Holdings, Is.Empty);
        Assert.That(floor.Contact("c").Offers.Single(), Is.EqualTo(offer with { End = OfferEnd.Rescinded, EndedAt = floor.Now }));
    }

    [Test]
    public void An_offer_beside_a_conversation_is_rescinded_and_the_conversation_stays()
    {
        floor.BringTo("c", "w0", "Engaged");
        var accepted = floor.Contact("c").Offers.Single();
        floor.Damage(floor.Contact("c") with { Offers = [accepted with { End = null, EndedAt = null }] });

        floor.Said(new FloorCommand.ReconcileContact(C));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").Pending, Is.Empty);
            Assert.That(floor.Who("w0").Holdings.Single().Kind, Is.EqualTo(HoldingKind.Engaged));
            Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.Empty);
        }
    }

    [Test]
    public void What_is_offered_to_nobody_waits_again()
    {
        floor.Damage(A.Contact("c") with { State = new ContactState.Offered(A.T0) });

        Assert.That(floor.Said(new FloorCommand.ReconcileContact(C)), Is.EqualTo(new FloorEvent[] { new FloorEvent.ContactReturned(C, "reconciled"), new FloorEvent.ContactReconciled(C) }));
        Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Waiting(floor.Now)));
    }

    [TestCase("Engaged", HoldingKind.Engaged)]
    [TestCase("WrapUp", HoldingKind.WrapUp)]
    public void Who_is_said_to_hold_it_holds_it_under_a_new_fence_if_there_is_room(string state, HoldingKind kind)
    {
        floor.BringTo("c", "w0", state);
        floor.Damage(floor.Who("w0") with { Holdings = [] });

        Assert.That(floor.Said(new FloorCommand.ReconcileContact(C)), Is.EqualTo(new[] { new FloorEvent.ContactReconciled(C) }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Who("w0").Holdings, Is.EqualTo(new[] { new Holding(C, Channel.Voice, kind, new Fence(1, 2)) }));
            Assert.That(floor.Contact("c").State, Is.AssignableTo<ContactState>().With.Property("Fence").EqualTo(new Fence(1, 2)).And.Property("Worker").EqualTo(W0));
            Assert.That(floor.Contact("c").LastFence, Is.EqualTo(new Fence(1, 2)));
        }
    }

    [Test]
    public void A_conversation_its_holder_has_no_room_for_is_let_go_of_and_offered_again()
    {
        floor.BringTo("c", "w0", "Engaged");
        var other = new Holding(new ContactId("other"), Channel.Voice, HoldingKind.Engaged, new Fence(1, 1));
        floor.Damage(floor.Who("w0") with { Holdings = [floor.Who("w0").Holdings[0] with { Fence = new Fence(0, 9) }, other] });

        var said = floor.Said(new FloorCommand.ReconcileContact(C));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[] { new FloorEvent.ContactReturned(C, "reconciled"), new FloorEvent.ContactReconciled(C) }));
            Assert.That((floor.Contact("c").State, floor.Contact("c").FirstInBand), Is.EqualTo(((ContactState)new ContactState.Waiting(floor.Now), true)));
            Assert.That(floor.Who("w0").Holdings, Is.EqualTo(new[] { other }));
        }
    }

    [Test]
    public void A_wrap_up_its_holder_has_no_room_for_is_closed_with_its_outcome()
    {
        floor.BringTo("c", "w0", "WrapUp");
        floor.Drop(FloorState.Field(W0));

        Assert.That(floor.Said(new FloorCommand.ReconcileContact(C)), Is.EqualTo(new FloorEvent[]
        {
            new FloorEvent.ContactClosed(C, W0, Server.Floor.Outcome.Supported), new FloorEvent.ContactReconciled(C),
        }));
        Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Closed>());
    }

    [TestCase(false, true, Description = "left with nothing: idle from now")]
    [TestCase(true, false, Description = "still in a conversation")]
    public void What_a_worker_holds_of_nobody_is_freed(bool talks, bool idleFromNow)
    {
        if (talks) floor.BringTo("c", "w0", "Engaged", Channel.Chat);
        var kept = floor.Who("w0").Holdings;
        floor.Damage(floor.Who("w0") with { Holdings = kept.Add(new Holding(new ContactId("gone"), Channel.Chat, HoldingKind.Engaged, new Fence(1, 1))) });

        Assert.That(floor.Said(new FloorCommand.ReconcileWorker(W0)), Is.EqualTo(new[] { new FloorEvent.WorkerReconciled(W0) }));
        Assert.That(floor.Who("w0").Holdings, Is.EqualTo(kept));
        Assert.That(floor.Who("w0").IdleSince, Is.EqualTo(idleFromNow ? floor.Now : A.T0));
    }

    [Test]
    public void What_agrees_is_left_alone([Values("Waiting", "Offered", "Engaged", "WrapUp", "Closed")] string state)
    {
        floor.BringTo("c", "w0", state);

        Assert.That(floor.ComesTo(new FloorCommand.ReconcileContact(C)), Is.EqualTo("Unchanged"));
        Assert.That(floor.ComesTo(new FloorCommand.ReconcileWorker(W0)), Is.EqualTo("Unchanged"));
    }
}
