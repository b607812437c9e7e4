using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;

namespace Hotline.Tests.Floor;

/// <summary>Who is in a conversation beside its holder, who takes it over, and how it goes back to the queue.</summary>
public sealed class BesideTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId Holder = new("w0");
    private static readonly WorkerId S = new("s");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("s", A.Profile() with { Supervisor = true });

    [TearDown]
    public void The_floor_is_left_sound() => Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);

    [TestCase("Waiting", "NotEngaged")]
    [TestCase("Offered", "NotEngaged")]
    [TestCase("Engaged", "Changed")]
    [TestCase("WrapUp", "NotEngaged")]
    [TestCase("Closed", "ContactOver")]
    public void Joining_a_contact_comes_to(string state, string comesTo)
    {
        floor.BringTo("c", "w0", state);

        Assert.That(floor.ComesTo(new FloorCommand.JoinContact(C, S)), Is.EqualTo(comesTo));
        if (comesTo == "Changed") Assert.That(floor.ComesTo(new FloorCommand.JoinContact(C, S)), Is.EqualTo("Unchanged"));
    }

    [Test]
    public void Joining_takes_capacity_and_the_holders_orders_go_on_under_the_same_fence()
    {
        floor.BringTo("c", "w0", "Engaged").BringTo("mine", "s", "Engaged");
        Assert.That(floor.ComesTo(new FloorCommand.JoinContact(C, S)), Is.EqualTo("NoCapacity"));
        floor.Ended("mine");
        floor.Do(new FloorCommand.FinishWrapUp(new ContactId("mine"), S, floor.Contact("mine").HolderFence!.Value));
        floor.Said(new FloorCommand.JoinContact(C, S));
        var fence = floor.Contact("c").HolderFence!.Value;
        floor.Do(A.Arrival("next"));
        floor.Plan();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("next").Pending, Is.Empty, "who is beside a call takes no other");
            Assert.That(floor.ComesTo(new FloorCommand.OverrideBand(C, Band.High, 60, 0, 1, Holder, fence)), Is.EqualTo("Changed"));
            Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, Holder, fence, Outcome.Supported)), Is.EqualTo("Changed"));
            Assert.That(floor.Who("s").Holdings, Is.Empty);
        }
    }

    [Test]
    public void A_holder_cannot_send_a_supervisor_away_who_leaves_by_themselves()
    {
        Joined();

        Assert.That(floor.ComesTo(new FloorCommand.LeaveContact(C, S, Holder, Held)), Is.EqualTo("SupervisorBeside"));
        Assert.That(floor.ComesTo(new FloorCommand.LeaveContact(C, S, S, Fence.None)), Is.EqualTo("Changed"));
        Assert.That(floor.ComesTo(new FloorCommand.LeaveContact(C, S, S, Fence.None)), Is.EqualTo("Unchanged"));
    }

    [Test]
    public void A_participant_whose_console_is_lost_is_gone_and_the_contact_stays()
    {
        Joined();

        floor.Said(new FloorCommand.LoseConsole(S));

        Assert.That((floor.Contact("c").Holder, floor.Contact("c").Beside.Length, floor.Who("s").Holdings.Length), Is.EqualTo(((WorkerId?)Holder, 0, 0)));
    }

    [Test]
    public void Who_is_beside_takes_a_call_up_once_its_holders_console_is_lost()
    {
        Joined();
        Assert.That(floor.ComesTo(new FloorCommand.TakeUpContact(C, S)), Is.EqualTo("HolderPresent"));
        floor.Said(new FloorCommand.LoseConsole(Holder));

        floor.Said(new FloorCommand.TakeUpContact(C, S));

        Assert.That((floor.Contact("c").Holder, floor.Who("w0").Holdings.Length), Is.EqualTo(((WorkerId?)S, 0)));
        Assert.That(floor.ComesTo(new FloorCommand.TakeUpContact(C, new WorkerId("w9"))), Is.EqualTo("NotBeside"));
    }

    [Test]
    public void A_chat_whose_holder_is_lost_goes_to_who_is_beside_and_not_back_to_the_queue()
    {
        floor.BringTo("c", "w0", "Engaged", Channel.Chat);
        floor.Said(new FloorCommand.JoinContact(C, S));
        floor.Said(new FloorCommand.LoseConsole(Holder));
        floor.Now += floor.Rules.ReofferLostAfter;
        floor.RunTimers();

        Assert.That((floor.Contact("c").Holder, floor.Contact("c").Beside.Length), Is.EqualTo(((WorkerId?)S, 0)));
    }

    [Test]
    public void A_worker_who_leaves_the_floor_leaves_the_contact_to_who_is_beside()
    {
        Joined();

        floor.Said(new FloorCommand.LeaveFloor(Holder));

        Assert.That(floor.Contact("c").Holder, Is.EqualTo((WorkerId?)S));
    }

    [TestCase("take over")]
    [TestCase("requeue")]
    [TestCase("force closed")]
    [TestCase("give back")]
    [TestCase("end")]
    public void Whatever_ends_or_moves_a_contact_frees_who_is_beside_and_who_is_asked(string how)
    {
        floor.Worker("w1").Worker("w2");
        Joined();
        floor.Said(new FloorCommand.StartTransfer(C, Holder, Held, TransferKind.Cold, new TransferTarget.Colleague(new WorkerId("w1")), floor.Target("x").Offer));
        floor.Said(how switch
        {
            "take over" => new FloorCommand.TakeOverContact(C, new WorkerId("w2")),
            "requeue" => new FloorCommand.RequeueContact(C),
            "force closed" => new FloorCommand.ForceContact(C, new ForceTarget.Closed(Outcome.Other)),
            "give back" => new FloorCommand.ReturnContact(C, Holder, Held),
            _ => new FloorCommand.EndContact(C, Holder, Held, Outcome.Supported),
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((floor.Who("s").Holdings.Length, floor.Who("w1").Holdings.Length), Is.EqualTo((0, 0)));
            Assert.That((floor.Contact("c").Beside.Length, floor.Contact("c").Transfer, floor.Contact("c").Pending.Count()), Is.EqualTo((0, (Transfer?)null, 0)));
        }
    }

    [Test]
    public void A_supervisor_who_is_beside_may_take_over_and_is_beside_no_more()
    {
        Joined();

        floor.Said(new FloorCommand.TakeOverContact(C, S));

        Assert.That((floor.Contact("c").Holder, floor.Contact("c").Beside.Length), Is.EqualTo(((WorkerId?)S, 0)));
    }

    [TestCase(0, false, "Changed")]
    [TestCase(20, false, "Changed")]
    [TestCase(21, false, "ReasonNeeded")]
    [TestCase(21, true, "Changed")]
    public void Taking_over_is_free_just_after_the_answer_and_takes_a_reason_later(int seconds, bool explained, string comesTo)
    {
        floor.BringTo("c", "w0", "Engaged");
        floor.Now += TimeSpan.FromSeconds(seconds);

        Assert.That(floor.ComesTo(new FloorCommand.TakeOverContact(C, S) { Explained = explained }), Is.EqualTo(comesTo));
    }

    [TestCase("Waiting")]
    [TestCase("Offered")]
    [TestCase("WrapUp")]
    public void Taking_over_what_is_not_engaged_always_takes_a_reason(string state)
    {
        floor.BringTo("c", "w0", state);

        Assert.That(floor.ComesTo(new FloorCommand.TakeOverContact(C, S) { Explained = false }), Is.EqualTo("ReasonNeeded"));
    }

    [Test]
    public void A_contact_given_back_keeps_its_arrival_is_first_in_its_band_and_passes_over_who_gave_it()
    {
        floor.BringTo("c", "w0", "Engaged");
        floor.Now += TimeSpan.FromSeconds(5);
        Assert.That(floor.ComesTo(new FloorCommand.ReturnContact(C, Holder, new Fence(0, 1))), Is.EqualTo("FenceOutdated"));

        floor.Said(new FloorCommand.ReturnContact(C, Holder, Held));

        Assert.That(floor.Contact("c"), Has.Property("FirstInBand").True.And.Property("ArrivedAt").EqualTo(A.T0));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(S), "the one who gave it back is idle as well, and is not asked");
    }

    [Test]
    public void Who_gave_it_back_is_asked_again_after_a_pause_when_nobody_else_can()
    {
        floor.BringTo("c", "w0", "Engaged");
        floor.Do(new FloorCommand.SetPresence(S, PresenceKind.OffDuty, null));
        floor.Said(new FloorCommand.ReturnContact(C, Holder, Held));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty);

        floor.Now += floor.Rules.AskAgainAfter;
        floor.Plan();

        Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(Holder));
    }

    [TestCase("participant without a holding")]
    [TestCase("holding without a participant")]
    [TestCase("transfer of somebody else")]
    [TestCase("joined by nobody")]
    public void What_contradicts_itself_about_those_beside_is_found_and_mended(string fault)
    {
        Joined();
        var contact = floor.Contact("c");
        var transfer = new Transfer(1, TransferKind.Warm, new TransferTarget.Colleague(S), Holder, floor.Now, TransferStep.Joined, null) { With = new WorkerId("w9") };
        if (fault is "participant without a holding") floor.Damage(floor.Who("s") with { Holdings = [] });
        else if (fault is "holding without a participant") floor.Damage(contact with { Beside = [] });
        else if (fault is "transfer of somebody else") floor.Damage(contact with { Transfer = transfer with { By = S, With = S } });
        else floor.Damage(contact with { Transfer = transfer });
        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.Not.Empty);

        floor.Do(new FloorCommand.ReconcileContact(C));
        floor.Do(new FloorCommand.ReconcileWorker(S));

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.Empty);
        Assert.That(floor.Contact("c").Holder, Is.EqualTo((WorkerId?)Holder));
    }

    private Fence Held => floor.Contact("c").HolderFence!.Value;

    private void Joined()
    {
        floor.BringTo("c", "w0", "Engaged");
        floor.Said(new FloorCommand.JoinContact(C, S));
    }
}
