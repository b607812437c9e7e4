using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Contacts, offers and workers held against each other: each contradiction has its name, a sound floor none.</summary>
public sealed class FaultTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("w1");

    [Test]
    public void A_sound_floor_has_no_fault([Values("Waiting", "Offered", "Engaged", "WrapUp", "Closed", "Abandoned")] string state, [Values(Channel.Voice, Channel.Sms)] Channel channel)
    {
        floor.BringTo("c", "w0", state, channel);

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.Empty);
    }

    [TestCase("Voice", false)]
    [TestCase("Chat,Sms", false)]
    [TestCase("Chat,Sms,Chat", true, Description = "more than the cap")]
    [TestCase("Voice,Chat", true, Description = "voice is exclusive")]
    [TestCase("Voice,Callback", true)]
    [TestCase("Voice,Voice,Chat", true)]
    public void Who_holds_too_much_is_over_capacity(string held, bool over)
    {
        Channel[] channels = [.. held.Split(',').Select(Enum.Parse<Channel>)];
        floor.Damage(floor.Who("w0") with { Holdings = [.. channels.Select((channel, at) => new Holding(new ContactId("c" + at), channel, HoldingKind.Engaged, new Fence(1, 1)))] });
        floor.Damage([.. channels.Select((channel, at) => A.Contact("c" + at, channel: channel) with { State = new ContactState.Engaged(W0, new Fence(1, 1), A.T0, null) })]);

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(over ? new[] { new FloorFault("over_capacity", null, W0) } : []));
    }

    [Test]
    public void A_contact_offered_to_nobody_is_a_fault()
    {
        floor.Damage(A.Contact("c") with { State = new ContactState.Offered(A.T0) });

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(new[] { new FloorFault("offered_without_offer", C, null) }));
    }

    [Test]
    public void An_offer_beside_a_contact_that_is_not_offered_is_a_fault()
    {
        floor.BringTo("c", "w0", "Offered");
        floor.Damage(floor.Contact("c") with { State = new ContactState.Waiting(A.T0) });

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(new[] { new FloorFault("offer_beside_state", C, W0) }));
    }

    [Test]
    public void A_reservation_under_the_fence_of_anothers_offer_is_none()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0", "w1");
        Hold(W1, HoldingKind.Reserved, floor.PendingOf("c", "w0").Fence);

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EquivalentTo(new[] { new FloorFault("offer_reserves_nothing", C, W1), new FloorFault("holding_unbacked", C, W1) }));
    }

    /// <summary>The contact is with w0 under fence 1.1; what w0 holds of it instead.</summary>
    [TestCase("Engaged", HoldingKind.WrapUp, 1)]
    [TestCase("Engaged", HoldingKind.Reserved, 1)]
    [TestCase("Engaged", HoldingKind.Engaged, 2)]
    [TestCase("WrapUp", HoldingKind.Engaged, 1)]
    [TestCase("WrapUp", HoldingKind.WrapUp, 2)]
    public void A_holder_must_hold_what_the_contact_says_under_its_fence(string state, HoldingKind kind, long number)
    {
        floor.BringTo("c", "w0", state);
        Hold(W0, kind, new Fence(1, number));

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EquivalentTo(new[] { new FloorFault("holder_holds_nothing", C, W0), new FloorFault("holding_unbacked", C, W0) }));
    }

    [Test]
    public void A_holder_who_holds_nothing_or_is_not_there_is_a_fault([Values] bool there)
    {
        floor.BringTo("c", "w0", "Engaged");
        if (there) floor.Damage(floor.Who("w0") with { Holdings = [] });
        else floor.Drop(FloorState.Field(W0));

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(new[] { new FloorFault("holder_holds_nothing", C, W0) }));
    }

    [Test]
    public void A_reservation_is_no_conversation()
    {
        floor.BringTo("c", "w0", "Offered");
        floor.Damage(floor.Contact("c") with { State = new ContactState.Engaged(W0, new Fence(1, 9), A.T0, null) });

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(new[] { new FloorFault("offer_beside_state", C, W0), new FloorFault("holder_holds_nothing", C, W0) }));
    }

    /// <summary>Two workers hold one contact; one of them is the one it names.</summary>
    [TestCase("Offered")]
    [TestCase("Engaged")]
    [TestCase("WrapUp")]
    public void What_two_hold_is_backed_for_one(string state)
    {
        floor.BringTo("c", "w0", state);
        floor.Damage(floor.Who("w1") with { Holdings = floor.Who("w0").Holdings });

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(new[] { new FloorFault("holding_unbacked", C, W1) }));
    }

    [Test]
    public void What_is_held_of_a_contact_that_is_gone_is_unbacked([Values] HoldingKind kind)
    {
        Hold(W0, kind, new Fence(1, 1));

        Assert.That(FloorFaults.Of(floor.State, floor.Rules), Is.EqualTo(new[] { new FloorFault("holding_unbacked", C, W0) }));
    }

    private void Hold(WorkerId worker, HoldingKind kind, Fence fence) =>
        floor.Damage(floor.State.Worker(worker)! with { Holdings = [new Holding(C, Channel.Voice, kind, fence)] });
}
