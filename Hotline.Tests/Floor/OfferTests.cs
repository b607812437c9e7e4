using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Offers: to whom, how many at once, shown, accepted, declined.</summary>
public sealed class OfferTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId W0 = new("w0");
    private static readonly WorkerId W1 = new("w1");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open()
    {
        floor = new PaperFloor();
        for (var at = 0; at < 5; at++) floor.Worker("w" + at);
    }

    [TestCase(Band.Imminent, 3, 15)]
    [TestCase(Band.High, 1, 20)]
    [TestCase(Band.Moderate, 1, 20)]
    [TestCase(Band.Low, 1, 30)]
    public void Imminent_is_offered_to_three_at_once_and_all_else_to_one_for_seconds(Band band, int offers, int seconds)
    {
        floor.Do(A.Arrival("c", band));
        OfferTarget[] targets = [.. Enumerable.Range(0, 5).Select(at => floor.Target("w" + at))];

        var said = floor.Said(new FloorCommand.MakeOffers(C, [.. targets], 41));

        var contact = floor.Contact("c");
        var until = A.T0 + TimeSpan.FromSeconds(seconds);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(targets.Take(offers).Select((target, at) =>
                new FloorEvent.OfferMade(C, target.Worker, target.Offer, new Fence(1, at + 1), until, target.WhyYou))));
            Assert.That(contact.Offers, Is.EqualTo(targets.Take(offers).Select((target, at) =>
                new Offer(target.Offer, target.Worker, new Fence(1, at + 1), A.T0, until, target.WhyYou, 41))));
            Assert.That((contact.State, contact.LastFence, contact.OffersMade), Is.EqualTo(((ContactState)new ContactState.Offered(A.T0), new Fence(1, offers), offers)));
            Assert.That(floor.State.Workers.Values.Count(worker => worker.Find(C) is { Kind: HoldingKind.Reserved }), Is.EqualTo(offers), "capacity is reserved when offered");
        }
    }

    [Test]
    public void An_offer_goes_past_those_who_are_not_free_or_not_known()
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.SetPresence(W0, PresenceKind.Break, null));

        floor.Offered("c", "w0", "nobody", "w1");

        Assert.That(floor.Contact("c").Pending.Single().Worker, Is.EqualTo(W1));
    }

    [TestCase("Waiting", "w0", "NobodyEligible")]
    [TestCase("Offered", "w2", "NotWaiting", Description = "it is with somebody already")]
    [TestCase("Engaged", "w2", "NotWaiting")]
    [TestCase("Closed", "w2", "NotWaiting")]
    public void No_offer_is_made_when(string state, string target, string comesTo)
    {
        floor.BringTo("c", "w1", state);
        floor.Do(new FloorCommand.SetPresence(W0, PresenceKind.Break, null));

        Assert.That(floor.ComesTo(new FloorCommand.MakeOffers(C, [floor.Target(target)], 0)), Is.EqualTo(comesTo));
    }

    [Test]
    public void A_further_parallel_offer_leaves_it_offered_since_the_first_and_ends_the_last_call()
    {
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Do(new FloorCommand.RaiseLastCall(C));
        floor.Offered("c", "w0");
        floor.Now += TimeSpan.FromSeconds(2);

        floor.Offered("c", "w1", "w2", "w3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").State, Is.EqualTo(new ContactState.Offered(A.T0)));
            Assert.That(floor.Contact("c").Pending.Select(offer => offer.Worker.Value), Is.EqualTo(new[] { "w0", "w1", "w2" }));
            Assert.That(floor.Contact("c").LastCallAt, Is.Null);
        }
    }

    [Test]
    public void A_contact_keeps_the_latest_offer_to_each_worker()
    {
        floor.Do(A.Arrival("c"));
        var first = Decline("w0");
        var second = Decline("w1");

        floor.Offered("c", "w0");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").Offers.Select(offer => offer.Id), Is.EqualTo(new[] { second, floor.PendingOf("c", "w0").Id }));
            Assert.That(floor.Contact("c").FindOffer(first), Is.Null);
            Assert.That(floor.Contact("c").OffersMade, Is.EqualTo(3));
            Assert.That(floor.Contact("c").LastFence, Is.EqualTo(new Fence(1, 3)));
        }

        OfferId Decline(string worker)
        {
            floor.Offered("c", worker);
            var offer = floor.PendingOf("c", worker).Id;
            floor.Said(new FloorCommand.DeclineOffer(C, offer, new WorkerId(worker)));
            return offer;
        }
    }

    [Test]
    public void An_offer_is_shown_once()
    {
        floor.BringTo("c", "w0", "Offered");
        var show = new FloorCommand.ShowOffer(C, floor.PendingOf("c", "w0").Id, W0);
        floor.Now += TimeSpan.FromSeconds(1);

        Assert.That(floor.Said(show), Is.EqualTo(new[] { new FloorEvent.OfferShown(C, W0, show.Offer) }));
        Assert.That(floor.PendingOf("c", "w0").ShownAt, Is.EqualTo(floor.Now));
        Assert.That(floor.ComesTo(show), Is.EqualTo("Unchanged"));
    }

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
