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
}
