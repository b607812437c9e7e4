using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>How a contact ends: it leaves, is ended, wrapped up and closed.</summary>
public sealed class EndingTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W = new("w");
    private static readonly WorkerId Other = new("other");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w").Worker("other");

    [Test]
    public void Who_leaves_while_waiting_has_abandoned_with_the_wish_to_be_called_back([Values] bool callback)
    {
        floor.Do(A.Arrival("c") with { CallbackWished = callback });
        floor.Do(new FloorCommand.RaiseLastCall(C));
        floor.Now += TimeSpan.FromSeconds(3);

        var said = floor.Said(new FloorCommand.WithdrawContact(C, "quick_exit"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactAbandoned(C, "quick_exit", callback) }));
            Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Abandoned(floor.Now, "quick_exit")));
            Assert.That(floor.Contact("c").LastCallAt, Is.Null);
        }
    }

    [Test]
    public void Who_leaves_while_offered_frees_everybody_it_was_offered_to()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w", "other");
        var offers = floor.Contact("c").Offers;

        var said = floor.Said(new FloorCommand.WithdrawContact(C, "hung_up"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.OfferRescinded(C, W, offers[0].Id, "left"), new FloorEvent.OfferRescinded(C, Other, offers[1].Id, "left"),
                new FloorEvent.ContactAbandoned(C, "hung_up", false),
            }));
            Assert.That(floor.State.Workers.Values.Sum(worker => worker.Holdings.Length), Is.Zero);
        }
    }

    [TestCase("right", "right", "Changed")]
    [TestCase("other", "right", "NotHolder")]
    [TestCase("right", "old", "FenceOutdated")]
    [TestCase("other", "old", "NotHolder")]
    public void A_conversation_is_ended_by_its_holder_under_its_fence(string worker, string fence, string comesTo)
    {
        floor.BringTo("c", "w", "Engaged");

        Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, ByName(worker), FenceOf(fence), Outcome.Supported)), Is.EqualTo(comesTo));
    }

    [TestCase(Band.Low, 60)]
    [TestCase(Band.Moderate, 60)]
    [TestCase(Band.High, null)]
    [TestCase(Band.Imminent, null)]
    public void The_wrap_up_ends_by_itself_after_seconds_but_never_after_high_or_imminent(Band band, int? seconds)
    {
        floor.Do(A.Arrival("c", band));
        floor.Engaged("c", "w");
        var fence = floor.Contact("c").LastFence;
        floor.Now += TimeSpan.FromMinutes(20);

        var said = floor.Said(new FloorCommand.EndContact(C, W, fence, Outcome.Referred));

        DateTimeOffset? until = seconds is { } some ? floor.Now + TimeSpan.FromSeconds(some) : null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactEnded(C, W, Outcome.Referred) }));
            Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.WrapUp(W, fence, floor.Now, until, Outcome.Referred)));
            Assert.That(floor.Who("w").Holdings, Is.EqualTo(new[] { new Holding(C, Channel.Voice, HoldingKind.WrapUp, fence) }), "wrap-up still holds capacity");
        }
    }

    [Test]
    public void An_end_said_twice_changes_nothing_and_one_under_another_fence_is_refused()
    {
        floor.BringTo("c", "w", "WrapUp");

        Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, W, FenceOf("right"), Outcome.Prank)), Is.EqualTo("Unchanged"));
        Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, W, FenceOf("old"), Outcome.Prank)), Is.EqualTo("NotEngaged"));
    }

    [TestCase("right", "right", "Changed")]
    [TestCase("other", "right", "NotHolder")]
    [TestCase("right", "old", "NotHolder")]
    [TestCase("other", "old", "NotHolder")]
    public void A_wrap_up_is_extended_and_finished_by_its_holder_under_its_fence(string worker, string fence, string comesTo)
    {
        floor.BringTo("c", "w", "WrapUp");

        Assert.That(floor.ComesTo(new FloorCommand.ExtendWrapUp(C, ByName(worker), FenceOf(fence))), Is.EqualTo(comesTo));
        Assert.That(floor.ComesTo(new FloorCommand.FinishWrapUp(C, ByName(worker), FenceOf(fence))), Is.EqualTo(comesTo));
    }

    [Test]
    public void Each_extension_adds_two_minutes()
    {
        floor.BringTo("c", "w", "WrapUp");
        var until = ((ContactState.WrapUp)floor.Contact("c").State).Until!.Value;
        var extend = new FloorCommand.ExtendWrapUp(C, W, FenceOf("right"));

        Assert.That(floor.Said(extend), Is.EqualTo(new[] { new FloorEvent.WrapUpExtended(C, W, until + TimeSpan.FromMinutes(2)) }));
        Assert.That(floor.Said(extend), Is.EqualTo(new[] { new FloorEvent.WrapUpExtended(C, W, until + TimeSpan.FromMinutes(4)) }));
        Assert.That(floor.Contact("c").State, Has.Property(nameof(ContactState.WrapUp.Until)).EqualTo(until + TimeSpan.FromMinutes(4)));
    }

    [Test]
    public void A_wrap_up_without_an_end_has_nothing_to_extend()
    {
        floor.Do(A.Arrival("c", Band.High));
        floor.BringTo("c", "w", "WrapUp");

        Assert.That(floor.ComesTo(new FloorCommand.ExtendWrapUp(C, W, FenceOf("right"))), Is.EqualTo("Unchanged"));
    }

    [Test]
    public void A_finished_wrap_up_is_closed_and_its_worker_idle_from_now()
    {
        floor.BringTo("c", "w", "Engaged").Ended("c", Outcome.SafetyPlanned);
        floor.Now += TimeSpan.FromSeconds(40);

        var said = floor.Said(new FloorCommand.FinishWrapUp(C, W, FenceOf("right")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactClosed(C, W, Outcome.SafetyPlanned) }));
            Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Closed(W, floor.Now, Outcome.SafetyPlanned)));
            Assert.That(floor.Who("w"), Has.Property(nameof(Worker.Holdings)).Empty.And.Property(nameof(Worker.IdleSince)).EqualTo(floor.Now));
        }
    }

    [Test]
    public void Who_still_holds_another_conversation_is_not_idle_yet()
    {
        floor.BringTo("c", "w", "WrapUp", Channel.Chat).BringTo("second", "w", "Engaged", Channel.Chat);
        floor.Now += TimeSpan.FromSeconds(40);

        floor.Do(new FloorCommand.FinishWrapUp(C, W, FenceOf("right")));

        Assert.That(floor.Who("w").IdleSince, Is.EqualTo(A.T0));
    }

    [TestCase("Waiting", "extend", "NotInWrapUp")]
    [TestCase("Engaged", "extend", "NotInWrapUp")]
    [TestCase("Closed", "extend", "NotInWrapUp")]
    [TestCase("Closed", "finish", "Unchanged")]
    [TestCase("Engaged", "finish", "NotInWrapUp")]
    [TestCase("unknown", "extend", "UnknownContact")]
    [TestCase("unknown", "finish", "UnknownContact")]
    [TestCase("unknown", "end", "UnknownContact")]
    [TestCase("unknown", "withdraw", "UnknownContact")]
    public void Out_of_its_turn_it_comes_to(string state, string order, string comesTo)
    {
        if (state != "unknown") floor.BringTo("c", "w", state);
        var fence = floor.State.Contact(C)?.LastFence ?? Fence.None;

        Assert.That(floor.ComesTo(order switch
        {
            "extend" => new FloorCommand.ExtendWrapUp(C, W, fence),
            "finish" => new FloorCommand.FinishWrapUp(C, W, fence),
            "end" => new FloorCommand.EndContact(C, W, fence, Outcome.Other),
            _ => new FloorCommand.WithdrawContact(C, "hung_up"),
        }), Is.EqualTo(comesTo));
    }

    private static WorkerId ByName(string which) => which == "right" ? W : Other;

    private Fence FenceOf(string which) => which == "right" ? floor.Contact("c").LastFence : new Fence(0, 9);
}
