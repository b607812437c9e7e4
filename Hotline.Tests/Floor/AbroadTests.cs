using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;

namespace Hotline.Tests.Floor;

/// <summary>A contact that another line is given: its sender has it until somebody over there has.</summary>
public sealed class AbroadTests
{
    private static readonly ContactId C = new("c");
    private static readonly ContactId There = new("there");
    private static readonly LineId Line = new("other");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", "Engaged");

    [TearDown]
    public void The_floor_is_left_sound() => Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);

    [TestCase(TransferKind.Cold, "Changed")]
    [TestCase(TransferKind.Warm, "TransferIllegal")]
    [TestCase(TransferKind.Consult, "TransferIllegal")]
    public void Another_line_is_given_a_contact_and_cannot_join_it(TransferKind kind, string comesTo) => Assert.That(floor.ComesTo(Start(kind)), Is.EqualTo(comesTo));

    [TestCase(true)]
    [TestCase(false)]
    public void The_sender_keeps_it_until_somebody_there_has_it_or_it_is_withdrawn(bool arrives)
    {
        var before = floor.Contact("c").State;
        floor.Said(Start());
        Assert.That((floor.Contact("c").State, floor.Contact("c").Pending.Count(), floor.Contact("c").Abroad), Is.EqualTo((before, 0, new Abroad(1, Line, false))));
        floor.Now += floor.Rules.TransferFor;
        floor.RunTimers();
        Assert.That((floor.Contact("c").State, floor.Contact("c").Transfer!.Step), Is.EqualTo((before, TransferStep.Recalling)));
        floor.Now += TimeSpan.FromHours(1);
        floor.RunTimers();
        Assert.That(floor.Contact("c").Transfer!.Step, Is.EqualTo(TransferStep.Recalling), "never the sender's choice while somebody there may still take it");

        var said = floor.Said(Settle(arrives)).Select(one => one.GetType().Name);

        using (Assert.EnterMultipleScope())
        {
            if (arrives)
            {
                Assert.That(floor.Contact("c").State, Is.InstanceOf<ContactState.WrapUp>().With.Property("Outcome").EqualTo(Outcome.TransferredOut).And.Property("Worker").EqualTo(new WorkerId("w0")));
                Assert.That(said, Is.EqualTo(new[] { "ContactSentOn", "TransferEnded", "ContactEnded" }));
            }
            else Assert.That((floor.Contact("c").State, floor.Contact("c").Transfer!.Step, floor.Contact("c").Transfer!.End, floor.Contact("c").Abroad), Is.EqualTo((before, TransferStep.Over, (TransferEnd?)TransferEnd.Unanswered, (Abroad?)null)));
            Assert.That(floor.ComesTo(Settle(true)), Is.EqualTo("NoTransfer"), "settled once");
        }
    }

    [TestCase(true, TransferEnd.HandedOver)]
    [TestCase(false, TransferEnd.Cancelled)]
    public void Called_back_it_is_the_senders_again_unless_somebody_had_it_first(bool arrives, TransferEnd end)
    {
        floor.Said(Start());
        Assert.That(floor.Said(Cancel()).Single(), Is.EqualTo(new FloorEvent.ContactRecalled(C, Line)));
        Assert.That(floor.ComesTo(Cancel()), Is.EqualTo("Unchanged"), "the same once more");
        Assert.That(floor.ComesTo(Start()), Is.EqualTo("TransferRunning"));

        Assert.That(floor.Said(Settle(arrives)).OfType<FloorEvent.TransferEnded>().Single().End, Is.EqualTo(end));

        Assert.That((floor.Contact("c").Holder, floor.Contact("c").Transfer), Is.EqualTo(((WorkerId?)new WorkerId("w0"), (Transfer?)null)), "who held it holds it, or writes it up");
        Assert.That(floor.Contact("c").State is ContactState.Engaged, Is.EqualTo(!arrives));
    }

    [Test]
    public void Turned_away_there_without_an_answer_it_is_the_senders_choice()
    {
        floor.Said(Start());
        floor.Said(Settle(false));

        Assert.That((floor.Contact("c").Transfer!.Step, floor.Contact("c").Transfer!.End), Is.EqualTo((TransferStep.Over, (TransferEnd?)TransferEnd.Declined)));
        Assert.That(floor.ComesTo(Start()), Is.EqualTo("Changed"), "another attempt");
        Assert.That(floor.Contact("c").Abroad, Is.EqualTo(new Abroad(2, Line, false)));
        Assert.That(floor.ComesTo(Settle(true)), Is.EqualTo("NoTransfer"), "what the first attempt comes to is of no matter any more");
    }

    [TestCase("ended", "WrapUp", "WrapUp")]
    [TestCase("requeued", "Waiting", "Closed")]
    [TestCase("offered", "Offered", "Closed")]
    [TestCase("taken over", "Engaged", "WrapUp")]
    [TestCase("closed", "Closed", "Closed")]
    public void What_another_line_has_is_remembered_whatever_becomes_of_the_conversation(string how, string meanwhile, string arrived)
    {
        floor.Said(Start());
        switch (how)
        {
            case "ended": floor.Ended("c"); break;
            case "requeued": floor.Said(new FloorCommand.RequeueContact(C)); break;
            case "offered":
                floor.Said(new FloorCommand.RequeueContact(C));
                floor.Offered("c", "w1");
                break;
            case "taken over": floor.Said(new FloorCommand.TakeOverContact(C, new WorkerId("w1"))); break;
            default: floor.Said(new FloorCommand.ForceContact(C, new ForceTarget.Closed(Outcome.Other))); break;
        }
        Assert.That((floor.Contact("c").State.GetType().Name, floor.Contact("c").Transfer, floor.Contact("c").Abroad), Is.EqualTo((meanwhile, (Transfer?)null, new Abroad(1, Line, false))));
        Assert.That(floor.State.Abroad, Is.EqualTo(new[] { C }));
        if (meanwhile == "Engaged") Assert.That(floor.ComesTo(Start("w1")), Is.EqualTo("TransferRunning"), "one attempt at a time");

        floor.Said(Settle(true));

        Assert.That(floor.Contact("c").State.GetType().Name, Is.EqualTo(arrived), "there is one help seeker: who has them over there wins");
    }

    [Test]
    public void A_conversation_that_ended_takes_a_withdrawal_quietly()
    {
        floor.Said(Start());
        floor.Ended("c");
        var before = floor.Contact("c").State;

        Assert.That(floor.Said(Settle(false)), Is.EqualTo(new FloorEvent[] { new FloorEvent.ContactRecalled(C, Line) }));
        Assert.That((floor.Contact("c").State, floor.Contact("c").Abroad), Is.EqualTo((before, (Abroad?)null)));
    }

    [Test]
    public void It_is_not_forgotten_before_its_file_has_followed()
    {
        floor.Said(Start());
        floor.Said(Settle(true));
        floor.Said(new FloorCommand.FinishWrapUp(C, new WorkerId("w0"), floor.Contact("c").HolderFence!.Value));
        floor.Now += floor.Rules.ForgetAfter;
        Assert.That(floor.ComesTo(new FloorCommand.ForgetContacts([C])), Is.EqualTo("Unchanged"));
        Assert.That(floor.ComesTo(new FloorCommand.FinishSending(C, 2)), Is.EqualTo("Unchanged"), "another attempt");

        Assert.That(floor.Said(new FloorCommand.FinishSending(C, 1)).Single(), Is.EqualTo(new FloorEvent.FileFollowed(C, Line)));
        Assert.That(floor.ComesTo(new FloorCommand.FinishSending(C, 1)), Is.EqualTo("Unchanged"));
        Assert.That(floor.ComesTo(new FloorCommand.ForgetContacts([C])), Is.EqualTo("Changed"));
    }

    [TestCase("Waiting", "Changed", "Closed")]
    [TestCase("Offered", "Changed", "Closed")]
    [TestCase("Engaged", "ContactEngaged", "Engaged")]
    [TestCase("WrapUp", "ContactEngaged", "WrapUp")]
    [TestCase("Closed", "Unchanged", "Closed")]
    [TestCase("Abandoned", "Unchanged", "Abandoned")]
    public void Over_there_it_is_withdrawn_unless_somebody_has_it(string state, string comesTo, string then)
    {
        floor.BringTo("there", "w1", state);

        Assert.That(floor.ComesTo(new FloorCommand.RecallContact(There)), Is.EqualTo(comesTo));
        Assert.That(floor.Contact("there").State.GetType().Name, Is.EqualTo(then));
        if (comesTo == "Changed") Assert.That(floor.Contact("there").State, Has.Property("Worker").Null.And.Property("Outcome").EqualTo(Outcome.TransferredOut));
    }

    [Test]
    public void Over_there_it_begins_with_where_it_came_from_and_when_the_help_seeker_came()
    {
        floor.Now += TimeSpan.FromMinutes(9);
        var said = floor.Said(A.Arrival("there", at: A.T0) with { From = new Origin(Line, C) });

        Assert.That(said.Last(), Is.EqualTo(new FloorEvent.ContactHandedIn(There, Line, C)));
        Assert.That((floor.Contact("there").ArrivedAt, floor.Contact("there").From), Is.EqualTo((A.T0, new Origin(Line, C))));
    }

    [Test]
    public void A_last_call_is_lowered_once_and_raised_again()
    {
        floor.BringTo("there", "w1", "Waiting");
        var lower = new FloorCommand.LowerLastCall(There);
        Assert.That(floor.ComesTo(lower), Is.EqualTo("Unchanged"));
        floor.Said(new FloorCommand.RaiseLastCall(There));

        Assert.That(floor.Said(lower).Single(), Is.EqualTo(new FloorEvent.LastCallLowered(There)));
        Assert.That(floor.ComesTo(new FloorCommand.TakeLastCall(There, new WorkerId("w1"))), Is.EqualTo("NoLastCall"));
        Assert.That(floor.ComesTo(new FloorCommand.RaiseLastCall(There)), Is.EqualTo("Changed"));
    }

    private FloorCommand.StartTransfer Start(TransferKind kind = TransferKind.Cold, string by = "w0") =>
        new(C, new WorkerId(by), floor.Contact("c").HolderFence ?? Fence.None, kind, new TransferTarget.OtherLine(Line), floor.Target("x").Offer);

    private FloorCommand.StartTransfer Start(string by) => Start(TransferKind.Cold, by);

    private FloorCommand.CancelTransfer Cancel() => new(C, new WorkerId("w0"), floor.Contact("c").HolderFence!.Value);

    private static FloorCommand.SettleTransfer Settle(bool arrived) => new(C, 1, There, arrived);
}
