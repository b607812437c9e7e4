using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Supervision;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>What was handed by hand while the floor was away becomes so on it, or is refused and said.</summary>
public sealed class HandedTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor().Worker("w0").Worker("w1");
        floor.Do(A.Arrival("c"));
    }

    [Test]
    public void A_handed_contact_is_engaged_with_its_worker_under_a_new_fence()
    {
        floor.Do(new FloorCommand.EngageHanded(C, W1));

        Assert.That(floor.Contact("c").State, Is.InstanceOf<ContactState.Engaged>().With.Property("Worker").EqualTo(W1));
        Assert.That(floor.Contact("c").LastFence, Is.GreaterThan(Fence.None));
        Assert.That(floor.Events[^1], Is.InstanceOf<FloorEvent.ContactEngaged>().With.Property("How").EqualTo("handed"));
        Assert.That(floor.Do(new FloorCommand.EngageHanded(C, W1)), Is.InstanceOf<Decision.Unchanged>(), "settled twice, it changes nothing");
    }

    [Test]
    public void An_offer_that_was_pending_is_rescinded_and_frees_its_worker()
    {
        floor.Plan();
        floor.Do(new FloorCommand.EngageHanded(C, floor.Contact("c").Pending.Single().Worker == W0 ? W1 : W0));

        Assert.That(floor.Contact("c").Pending, Is.Empty);
        Assert.That(floor.State.Workers.Values.Sum(worker => worker.Holdings.Length), Is.EqualTo(1));
    }

    [Test]
    public void Who_holds_it_meanwhile_keeps_it()
    {
        floor.Do(new FloorCommand.ForceContact(C, new ForceTarget.Engaged(W0)));

        Assert.That(floor.Do(new FloorCommand.EngageHanded(C, W1)), Is.EqualTo(new Decision.Refused(Refusal.ContactEngaged)));
    }

    [TestCase("over", Refusal.ContactOver)]
    [TestCase("unknown", Refusal.UnknownContact)]
    [TestCase("full", Refusal.NoCapacity)]
    [TestCase("gone", Refusal.WorkerNotSignedIn)]
    [TestCase("lost", Refusal.WorkerNotAvailable)]
    public void It_is_refused_when(string how, Refusal why)
    {
        if (how == "over") floor.Do(new FloorCommand.WithdrawContact(C, "hung_up"));
        if (how == "lost") floor.Do(new FloorCommand.LoseConsole(W1));
        if (how == "full")
        {
            floor.Do(A.Arrival("other"));
            floor.Do(new FloorCommand.ForceContact(new ContactId("other"), new ForceTarget.Engaged(W1)));
        }

        var decision = floor.Do(new FloorCommand.EngageHanded(how == "unknown" ? new ContactId("nobody") : C, how == "gone" ? new WorkerId("w9") : W1));

        Assert.That(decision, Is.EqualTo(new Decision.Refused(why)));
    }

    [Test]
    public void The_planner_passes_over_what_was_handed_and_serves_what_stands_behind_it()
    {
        floor.Do(A.Arrival("later", at: A.T0 + TimeSpan.FromSeconds(1)));

        var proposals = Planner.Plan(floor.State, floor.Now, floor.Rules, new HashSet<ContactId> { C }).Select(proposal => proposal.Contact.Value);

        Assert.That(proposals, Is.EqualTo(new[] { "later" }));
        Assert.That(Planner.Plan(floor.State, floor.Now, floor.Rules).Select(proposal => proposal.Contact.Value), Does.Contain("c"), "nothing handed, nothing passed over");
    }

    [TestCase(Refusal.ContactOver, true, true)]
    [TestCase(Refusal.ContactEngaged, true, true)]
    [TestCase(Refusal.NoCapacity, true, false, Description = "the worker is with the person: an earlier contact may be ended first")]
    [TestCase(Refusal.NoCapacity, false, true, Description = "nobody has it: others may")]
    [TestCase(Refusal.WorkerNotAvailable, true, false)]
    [TestCase(Refusal.WorkerNotSignedIn, false, true)]
    [TestCase(Refusal.UnknownContact, false, false, Description = "the sweeper is on its way to it")]
    public void A_refusal_is_final_when_waiting_changes_nothing(Refusal why, bool taken, bool final) =>
        Assert.That(SettleHands.IsFinal(why, new Hand(new CommandId("1-a"), C, W1, new WorkerId("s"), A.T0, taken ? A.T0 : null)), Is.EqualTo(final));
}
