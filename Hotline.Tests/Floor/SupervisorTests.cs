using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;

namespace Hotline.Tests.Floor;

/// <summary>What a supervisor may do with a contact: assign, requeue, take over, force. Never two holders, never over capacity.</summary>
public sealed class SupervisorTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("w1");

    [TearDown]
    public void The_floor_is_left_sound() => Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);

    [TestCase("Waiting", "Changed")]
    [TestCase("Offered", "Changed")]
    [TestCase("Engaged", "ContactEngaged")]
    [TestCase("WrapUp", "ContactEngaged")]
    [TestCase("Closed", "ContactOver")]
    [TestCase("Abandoned", "ContactOver")]
    public void Assigning_a_contact_comes_to(string state, string comesTo)
    {
        floor.BringTo("c", "w0", state);

        Assert.That(floor.ComesTo(new FloorCommand.AssignContact(C, floor.Target("w1"))), Is.EqualTo(comesTo));
    }

    [TestCase("Available", "Changed")]
    [TestCase("Break", "Changed", Description = "asked on a break, by a person")]
    [TestCase("OffDuty", "WorkerNotAvailable")]
    [TestCase("lost", "WorkerNotAvailable")]
    [TestCase("full", "NoCapacity")]
    [TestCase("unknown", "UnknownWorker")]
    public void Assigning_to_a_worker_comes_to(string worker, string comesTo)
    {
        floor.Do(A.Arrival("c"));
        if (worker is "lost") floor.Do(new FloorCommand.LoseConsole(W1));
        else if (worker is "full") floor.BringTo("mine", "w1", "Engaged");
        else if (worker is not "unknown") floor.Do(new FloorCommand.SetPresence(W1, Enum.Parse<PresenceKind>(worker), null));

        Assert.That(floor.ComesTo(new FloorCommand.AssignContact(C, floor.Target(worker == "unknown" ? "w9" : "w1"))), Is.EqualTo(comesTo));
    }

    [Test]
    public void An_assignment_is_an_offer_in_place_of_the_one_that_was_pending()
    {
        floor.BringTo("c", "w0", "Offered");
        var before = floor.PendingOf("c", "w0");
        var target = floor.Target("w1");

        var said = floor.Said(new FloorCommand.AssignContact(C, target));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.OfferRescinded(C, W0, before.Id, "supervisor"),
                new FloorEvent.OfferMade(C, W1, target.Offer, before.Fence.Next(1), A.T0 + TimeSpan.FromSeconds(20), target.WhyYou),
            }));
            Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(W1));
            Assert.That(floor.Who("w0").Holdings, Is.Empty);
        }
    }

    [Test]
    public void A_contact_may_be_assigned_to_whom_it_is_offered_already()
    {
        floor.BringTo("c", "w0", "Offered");

        Assert.That(floor.ComesTo(new FloorCommand.AssignContact(C, floor.Target("w0"))), Is.EqualTo("Changed"));
        Assert.That(floor.PendingOf("c", "w0").Fence, Is.EqualTo(new Fence(1, 2)));
    }

    [TestCase("Waiting", "Unchanged")]
    [TestCase("Offered", "Changed")]
    [TestCase("Engaged", "Changed")]
    [TestCase("WrapUp", "Changed")]
    [TestCase("Closed", "ContactOver")]
    [TestCase("Abandoned", "ContactOver")]
    public void Requeuing_a_contact_comes_to(string state, string comesTo)
    {
        floor.BringTo("c", "w0", state);
        var offer = floor.Contact("c").Pending.SingleOrDefault();
        floor.Now += TimeSpan.FromSeconds(8);

        var decision = floor.Do(new FloorCommand.RequeueContact(C));

        Assert.That(decision is Decision.Refused refused ? refused.Why.ToString() : decision.GetType().Name, Is.EqualTo(comesTo));
        if (decision is not Decision.Changed changed) return;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Events, Is.EqualTo(offer is null
                ? new FloorEvent[] { new FloorEvent.ContactReturned(C, "requeued") }
                : [new FloorEvent.OfferRescinded(C, W0, offer.Id, "supervisor"), new FloorEvent.ContactReturned(C, "requeued")]));
            Assert.That((floor.Contact("c").State, floor.Contact("c").ArrivedAt), Is.EqualTo(((ContactState)new ContactState.Waiting(floor.Now), A.T0)));
            Assert.That(floor.Who("w0").Holdings, Is.Empty);
        }
    }

    [TestCase("Waiting", "w1", "Changed")]
    [TestCase("Offered", "w1", "Changed")]
    [TestCase("Engaged", "w1", "Changed")]
    [TestCase("Engaged", "w0", "Unchanged", Description = "it is with that supervisor already")]
    [TestCase("WrapUp", "w0", "Changed", Description = "back into the conversation")]
    [TestCase("WrapUp", "w1", "Changed")]
    [TestCase("Closed", "w1", "ContactOver")]
    [TestCase("Waiting", "w9", "WorkerNotSignedIn")]
    [TestCase("Engaged", "full", "NoCapacity")]
    [TestCase("Engaged", "lost", "WorkerNotAvailable")]
    public void Taking_over_a_contact_comes_to(string state, string supervisor, string comesTo)
    {
        floor.BringTo("c", "w0", state).Worker("full").Worker("lost").BringTo("mine", "full", "Engaged");
        floor.Do(new FloorCommand.LoseConsole(new WorkerId("lost")));

        Assert.That(floor.ComesTo(new FloorCommand.TakeOverContact(C, new WorkerId(supervisor))), Is.EqualTo(comesTo));
        if (comesTo == "Changed") Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Engaged(new WorkerId(supervisor), floor.Contact("c").LastFence, floor.Now, null)));
    }

    [Test]
    public void Who_takes_over_holds_it_alone_under_a_higher_fence()
    {
        floor.BringTo("c", "w0", "Engaged");
        var before = floor.Contact("c").LastFence;

        Assert.That(floor.Said(new FloorCommand.TakeOverContact(C, W1)), Is.EqualTo(new[] { new FloorEvent.ContactEngaged(C, W1, before.Next(1), "taken_over") }));
        Assert.That(floor.Who("w0").Holdings, Is.Empty);
        Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, W0, before, Outcome.Supported)), Is.EqualTo("NotHolder"));
    }

    [Test]
    public void What_is_offered_is_taken_over_from_the_offer()
    {
        floor.BringTo("c", "w0", "Offered");
        var offer = floor.PendingOf("c", "w0");

        Assert.That(floor.Said(new FloorCommand.TakeOverContact(C, W1)), Is.EqualTo(new FloorEvent[]
        {
            new FloorEvent.OfferRescinded(C, W0, offer.Id, "supervisor"), new FloorEvent.ContactEngaged(C, W1, offer.Fence.Next(1), "taken_over"),
        }));
    }

    [TestCase("assign")]
    [TestCase("requeue")]
    [TestCase("take over")]
    [TestCase("force")]
    [TestCase("hand")]
    public void Nothing_is_done_with_what_the_floor_does_not_know(string order) => Assert.That(floor.ComesTo(order switch
    {
        "assign" => new FloorCommand.AssignContact(C, floor.Target("w0")),
        "requeue" => new FloorCommand.RequeueContact(C),
        "take over" => new FloorCommand.TakeOverContact(C, W0),
        "force" => new FloorCommand.ForceContact(C, new ForceTarget.Waiting()),
        _ => new FloorCommand.EngageHanded(C, W0),
    }), Is.EqualTo("UnknownContact"));
}
