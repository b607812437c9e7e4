using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>An instruction on an offer that is no longer pending is refused with its reason, never half-applied (routing.md).</summary>
public sealed class OverOfferTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W = new("w0");

    /// <summary>How the offer ended, and what showing, accepting and declining it then come to.</summary>
    [TestCase("accepted", "OfferAlreadyAccepted", "Unchanged", "OfferAlreadyAccepted")]
    [TestCase("declined", "OfferDeclined", "OfferDeclined", "Unchanged")]
    [TestCase("expired", "OfferExpired", "OfferExpired", "OfferExpired")]
    [TestCase("unshown", "OfferRescinded", "OfferRescinded", "OfferRescinded")]
    [TestCase("withdrawn", "OfferRescinded", "OfferRescinded", "OfferRescinded")]
    [TestCase("never made", "UnknownOffer", "UnknownOffer", "UnknownOffer")]
    [TestCase("never made, and left", "ContactOver", "ContactOver", "ContactOver")]
    [TestCase("unknown contact", "UnknownContact", "UnknownContact", "UnknownContact")]
    public void It_comes_to(string how, string show, string accept, string decline)
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1");
        var offer = new Offer(new OfferId("none"), W, new Fence(1, 1), A.T0, A.T0, [], 0);
        if (how != "unknown contact") floor.Do(A.Arrival("c"));
        if (how == "never made, and left") floor.Do(new FloorCommand.WithdrawContact(C, "hung_up"));
        if (!how.StartsWith("never", StringComparison.Ordinal) && how != "unknown contact")
        {
            floor.Offered("c", "w0");
            offer = floor.PendingOf("c", "w0");
            End(floor, offer, how);
        }
        var before = floor.State;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.ComesTo(new FloorCommand.ShowOffer(C, offer.Id, W)), Is.EqualTo(show));
            Assert.That(floor.ComesTo(new FloorCommand.AcceptOffer(C, offer.Id, W, offer.Fence)), Is.EqualTo(accept));
            Assert.That(floor.ComesTo(new FloorCommand.DeclineOffer(C, offer.Id, W)), Is.EqualTo(decline));
            Assert.That(floor.State, Is.SameAs(before), "nothing of it is applied");
        }
    }

    private static void End(PaperFloor floor, Offer offer, string how)
    {
        switch (how)
        {
            case "accepted":
                floor.Accepted("c", "w0");
                break;
            case "declined":
                floor.Said(new FloorCommand.DeclineOffer(C, offer.Id, W));
                break;
            case "expired":
                floor.Said(new FloorCommand.ShowOffer(C, offer.Id, W));
                floor.Now = offer.Until;
                floor.RunTimers();
                break;
            case "unshown":
                floor.Now += floor.Rules.UnshownAfter;
                floor.RunTimers();
                break;
            default:
                floor.Said(new FloorCommand.WithdrawContact(C, "hung_up"));
                break;
        }
    }
}
