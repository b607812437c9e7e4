using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>The last call on the floor: raised once, taken by anybody with room.</summary>
public sealed class LastCallOrderTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W = new("w");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w").Worker("other");

    [TestCase("Waiting", Band.Low, "NotWaiting")]
    [TestCase("Waiting", Band.Moderate, "Changed")]
    [TestCase("Waiting", Band.High, "Changed")]
    [TestCase("Waiting", Band.Imminent, "Changed")]
    [TestCase("Offered", Band.High, "NotWaiting")]
    [TestCase("Engaged", Band.High, "NotWaiting")]
    [TestCase("Closed", Band.Low, "NotWaiting")]
    [TestCase("unknown", Band.High, "UnknownContact")]
    public void It_is_raised_for_what_waits_at_moderate_or_above(string state, Band band, string comesTo)
    {
        if (state != "unknown")
        {
            floor.Do(A.Arrival("c", band));
            floor.BringTo("c", "w", state);
        }

        Assert.That(floor.ComesTo(new FloorCommand.RaiseLastCall(C)), Is.EqualTo(comesTo));
    }

    [Test]
    public void It_is_raised_once()
    {
        floor.Do(A.Arrival("c"));
        floor.Now += TimeSpan.FromSeconds(9);

        Assert.That(floor.Said(new FloorCommand.RaiseLastCall(C)), Is.EqualTo(new[] { new FloorEvent.LastCallRaised(C) }));
        Assert.That(floor.Contact("c").LastCallAt, Is.EqualTo(floor.Now));
        Assert.That(floor.ComesTo(new FloorCommand.RaiseLastCall(C)), Is.EqualTo("Unchanged"));
    }

    [Test]
    public void Whoever_takes_it_is_engaged_and_the_call_is_over([Values(PresenceKind.Available, PresenceKind.Break, PresenceKind.OffDuty)] PresenceKind presence)
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.RaiseLastCall(C));
        floor.Do(new FloorCommand.SetPresence(W, presence, null));

        var said = floor.Said(new FloorCommand.TakeLastCall(C, W));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactEngaged(C, W, new Fence(1, 1), "last_call") }));
            Assert.That((floor.Contact("c").Holder, floor.Contact("c").LastCallAt, floor.Contact("c").LastFence), Is.EqualTo(((WorkerId?)W, (DateTimeOffset?)null, new Fence(1, 1))));
            Assert.That(floor.ComesTo(new FloorCommand.TakeLastCall(C, W)), Is.EqualTo("Unchanged"));
            Assert.That(floor.ComesTo(new FloorCommand.TakeLastCall(C, new WorkerId("other"))), Is.EqualTo("NoLastCall"), "the first to take it has it");
        }
    }

    [TestCase("not raised", "NoLastCall")]
    [TestCase("left", "NoLastCall")]
    [TestCase("full", "NoCapacity")]
    [TestCase("not signed in", "WorkerNotSignedIn")]
    [TestCase("unknown", "UnknownContact")]
    public void It_is_not_taken_when(string how, string comesTo)
    {
        if (how != "unknown") floor.Do(A.Arrival("c"));
        if (how is not ("unknown" or "not raised")) floor.Do(new FloorCommand.RaiseLastCall(C));
        if (how == "left") floor.Do(new FloorCommand.WithdrawContact(C, "hung_up"));
        if (how == "full") floor.BringTo("mine", "w", "WrapUp");

        Assert.That(floor.ComesTo(new FloorCommand.TakeLastCall(C, how == "not signed in" ? new WorkerId("nobody") : W)), Is.EqualTo(comesTo));
    }
}
