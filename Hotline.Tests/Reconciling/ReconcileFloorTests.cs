using Hotline.Server.Floor;
using Hotline.Tests.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Reconciling;

/// <summary>Every contradiction is found, and what the auditor does leaves a sound floor with everybody on it.</summary>
internal sealed class ReconcileFloorTests
{
    private static readonly WorkerId W1 = new("w1");
    private static readonly ContactId C1 = new("c1");

    [Test]
    public void A_holder_who_holds_nothing_holds_again_under_a_new_fence()
    {
        var floor = Engaged();
        var before = ((ContactState.Engaged)floor.State.Contact(C1)!.State).Fence;
        floor.Damage(floor.State.Worker(W1)! with { Holdings = [] });
        Mend(floor, "holder_holds_nothing");
        var engaged = (ContactState.Engaged)floor.State.Contact(C1)!.State;
        Assert.That((engaged.Worker, engaged.Fence > before), Is.EqualTo((W1, true)));
    }

    [Test]
    public void A_conversation_whose_worker_is_gone_or_full_is_offered_again_first_in_its_band([Values] bool full)
    {
        var floor = Engaged();
        if (full)
        {
            floor.Do(A.Arrival("c2"));
            floor.Damage(floor.State.Worker(W1)! with { Holdings = [new Holding(new ContactId("c2"), Channel.Voice, HoldingKind.Engaged, new Fence(1, 9))] });
            floor.Damage(floor.State.Contact(new ContactId("c2"))! with { State = new ContactState.Engaged(W1, new Fence(1, 9), A.T0, null), LastFence = new Fence(1, 9) });
        }
        else
        {
            floor.Damage(floor.State.Contact(C1)! with { State = new ContactState.Engaged(new WorkerId("ghost"), new Fence(1, 1), A.T0, null) });
        }
        Mend(floor, "holder_holds_nothing");
        Assert.That(floor.State.Contact(C1), Has.Property(nameof(Contact.FirstInBand)).True.And.Property(nameof(Contact.State)).InstanceOf<ContactState.Waiting>());
    }

    [Test]
    public void A_wrap_up_of_nobody_is_closed()
    {
        var floor = Engaged();
        floor.Damage(floor.State.Contact(C1)! with { State = new ContactState.WrapUp(new WorkerId("ghost"), new Fence(1, 1), A.T0, null, Outcome.Supported) });
        Mend(floor, "holder_holds_nothing");
        Assert.That(floor.State.Contact(C1)!.State, Is.InstanceOf<ContactState.Closed>());
    }

    [Test]
    public void An_offer_that_reserves_nothing_is_rescinded_and_the_contact_waits()
    {
        var floor = Offered();
        floor.Damage(floor.State.Worker(W1)! with { Holdings = [] });
        Mend(floor, "offer_reserves_nothing");
        Assert.That(floor.State.Contact(C1)!.State, Is.InstanceOf<ContactState.Waiting>());
    }

    [Test]
    public void A_contact_offered_to_nobody_waits_again()
    {
        var floor = Offered();
        floor.Damage(floor.State.Contact(C1)! with { Offers = [] });
        Mend(floor, "offered_without_offer");
        Assert.That(floor.State.Contact(C1)!.State, Is.InstanceOf<ContactState.Waiting>());
    }

    [Test]
    public void An_offer_beside_a_waiting_contact_is_rescinded_and_its_worker_free()
    {
        var floor = Offered();
        floor.Damage(floor.State.Contact(C1)! with { State = new ContactState.Waiting(A.T0) });
        Mend(floor, "offer_beside_state");
        Assert.That(floor.State.Worker(W1)!.Holdings, Is.Empty);
    }

    [Test]
    public void Capacity_held_for_nobody_is_freed()
    {
        var floor = new PaperFloor().Worker("w1");
        floor.Damage(floor.State.Worker(W1)! with { Holdings = [new Holding(new ContactId("gone"), Channel.Voice, HoldingKind.Reserved, new Fence(1, 1))] });
        Mend(floor, "holding_unbacked");
        Assert.That(floor.State.Worker(W1)!.Holdings, Is.Empty);
    }

    [Test]
    public void A_sound_floor_is_left_alone()
    {
        var floor = Engaged();
        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Do(new FloorCommand.ReconcileContact(C1)), Is.TypeOf<Decision.Unchanged>());
            Assert.That(floor.Do(new FloorCommand.ReconcileWorker(W1)), Is.TypeOf<Decision.Unchanged>());
            Assert.That(floor.Do(new FloorCommand.ReconcileContact(new ContactId("nobody"))), Is.EqualTo(new Decision.Refused(Refusal.UnknownContact)));
            Assert.That(floor.Do(new FloorCommand.ReconcileWorker(new WorkerId("nobody"))), Is.EqualTo(new Decision.Refused(Refusal.UnknownWorker)));
        }
    }

    private static void Mend(PaperFloor floor, string code)
    {
        Assert.That(FloorFaults.Of(floor.State, floor.Rules).Select(fault => fault.Code), Has.Member(code));
        var contacts = floor.State.Contacts.Count;
        for (var round = 0; round < 3; round++)
            foreach (var fault in FloorFaults.Of(floor.State, floor.Rules).ToArray())
                floor.Do(fault.Code == "holding_unbacked" ? new FloorCommand.ReconcileWorker(fault.Worker!.Value) : new FloorCommand.ReconcileContact(fault.Contact!.Value));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);
            Assert.That(floor.State.Contacts, Has.Count.EqualTo(contacts));
        }
    }

    private static PaperFloor Offered()
    {
        var floor = new PaperFloor().Worker("w1");
        floor.Do(A.Arrival("c1"));
        floor.Do(new FloorCommand.MakeOffers(C1, [floor.Target("w1")], 0));
        return floor;
    }

    private static PaperFloor Engaged()
    {
        var floor = Offered();
        var offer = floor.State.Contact(C1)!.Pending.Single();
        floor.Do(new FloorCommand.AcceptOffer(C1, offer.Id, W1, offer.Fence));
        return floor;
    }
}
