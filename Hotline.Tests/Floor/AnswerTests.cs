using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>An offer is accepted or declined.</summary>
public sealed class AnswerTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("w1");

    [Test]
    public void Accepting_rescinds_the_sibling_offers_and_keeps_the_highest_fence()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0", "w1");
        var (first, second) = (floor.PendingOf("c", "w0"), floor.PendingOf("c", "w1"));
        floor.Now += TimeSpan.FromSeconds(4);

        var said = floor.Said(new FloorCommand.AcceptOffer(C, first.Id, W0, first.Fence));

        var contact = floor.Contact("c");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.OfferRescinded(C, W1, second.Id, "accepted_elsewhere"),
                new FloorEvent.OfferAccepted(C, W0, first.Id),
                new FloorEvent.ContactEngaged(C, W0, first.Fence, "accepted"),
            }));
            Assert.That(contact.State, Is.EqualTo(new ContactState.Engaged(W0, first.Fence, floor.Now, null)));
            Assert.That(contact.Offers.Select(offer => (offer.End, offer.EndedAt)), Is.EqualTo(new[] { (OfferEnd.Accepted, floor.Now), (OfferEnd.Rescinded, floor.Now) }));
            Assert.That(contact.LastFence, Is.EqualTo(second.Fence), "a sibling's fence was given and is never given again");
            Assert.That(contact.AnsweredAt, Is.EqualTo(floor.Now));
            Assert.That(floor.Who("w0").Holdings, Is.EqualTo(new[] { new Holding(C, Channel.Voice, HoldingKind.Engaged, first.Fence) }));
            Assert.That(floor.Who("w1").Holdings, Is.Empty);
        }
    }

    [TestCase(0, "Changed")]
    [TestCase(1, "OfferExpired")]
    public void An_offer_is_accepted_until_its_deadline(int milliseconds, string comesTo)
    {
        floor.BringTo("c", "w0", "Offered");
        var offer = floor.PendingOf("c", "w0");
        floor.Now = offer.Until + TimeSpan.FromMilliseconds(milliseconds);

        Assert.That(floor.ComesTo(new FloorCommand.AcceptOffer(C, offer.Id, W0, offer.Fence)), Is.EqualTo(comesTo));
    }

    [Test]
    public void An_offer_is_accepted_under_its_own_fence_and_once()
    {
        floor.BringTo("c", "w0", "Offered");
        var offer = floor.PendingOf("c", "w0");
        var accept = new FloorCommand.AcceptOffer(C, offer.Id, W0, offer.Fence);

        Assert.That(floor.ComesTo(accept with { Fence = offer.Fence.Next(1) }), Is.EqualTo("FenceOutdated"));
        Assert.That(floor.ComesTo(accept), Is.EqualTo("Changed"));
        Assert.That(floor.ComesTo(accept), Is.EqualTo("Unchanged"));
        Assert.That(floor.ComesTo(accept with { Fence = offer.Fence.Next(1) }), Is.EqualTo("OfferAlreadyAccepted"));
        Assert.That(floor.ComesTo(accept with { Worker = W1 }), Is.EqualTo("OfferNotYours"));
    }

    [Test]
    public void The_first_answer_stays_the_first_when_it_is_answered_again()
    {
        floor.BringTo("c", "w0", "Engaged");
        floor.Do(new FloorCommand.RequeueContact(C));
        floor.Now += TimeSpan.FromSeconds(30);

        floor.Engaged("c", "w1");

        Assert.That(floor.Contact("c").AnsweredAt, Is.EqualTo(A.T0));
    }

    [TestCase(Band.Imminent, 1)]
    [TestCase(Band.High, 1)]
    [TestCase(Band.Moderate, 0)]
    [TestCase(Band.Low, 0)]
    public void High_risk_contacts_are_counted_with_their_worker(Band band, int counted)
    {
        floor.Do(A.Arrival("c", band));

        floor.Engaged("c", "w0");

        Assert.That(floor.Who("w0").HighRiskThisShift, Is.EqualTo(counted));
    }

    [Test]
    public void A_declined_offer_puts_it_back_and_the_worker_keeps_the_place_in_the_idle_order()
    {
        floor.BringTo("c", "w0", "Offered");
        var decline = new FloorCommand.DeclineOffer(C, floor.PendingOf("c", "w0").Id, W0);
        floor.Now += TimeSpan.FromSeconds(5);

        Assert.That(floor.Said(decline), Is.EqualTo(new FloorEvent[] { new FloorEvent.OfferDeclined(C, W0, decline.Offer), new FloorEvent.ContactReturned(C, "offers_over") }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Waiting(floor.Now)));
            Assert.That(floor.Contact("c").ArrivedAt, Is.EqualTo(A.T0));
            Assert.That((floor.Who("w0").Holdings.Length, floor.Who("w0").IdleSince), Is.EqualTo((0, A.T0)), "a reservation was no work");
            Assert.That(floor.ComesTo(decline), Is.EqualTo("Unchanged"));
            Assert.That(floor.ComesTo(decline with { Worker = W1 }), Is.EqualTo("OfferNotYours"));
        }
    }

    [Test]
    public void One_of_several_declining_leaves_it_offered_to_the_others()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Offered("c", "w0", "w1");

        var said = floor.Said(new FloorCommand.DeclineOffer(C, floor.PendingOf("c", "w0").Id, W0));

        Assert.That(said, Has.Length.EqualTo(1));
        Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(W1));
        Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Offered>());
    }
}
