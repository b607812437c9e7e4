using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Offers: to whom, how many at once, shown when.</summary>
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
}
