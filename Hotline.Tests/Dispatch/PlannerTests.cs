using CsCheck;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Dispatch;

[TestFixture]
public sealed class PlannerTests
{
    private static readonly Gen<(int Band, int AgeSeconds, int Language, int Channel)[]> Arrivals =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 1], Gen.Int[0, 1]).Array[1, 25];

    private static readonly string[] Languages = ["en", "zh"];

    [Test]
    public void Rank_order_is_respected_for_every_eligible_worker_and_nobody_eligible_is_left_idle() =>
        Gen.Select(Arrivals, Gen.Int[0, 2].Array[1, 6]).Sample(
            (arrivals, workers) =>
            {
                var floor = Floor(arrivals, workers);
                floor.Plan();
                foreach (var offered in floor.State.Contacts.Values.Where(contact => contact.State is ContactState.Offered))
                    foreach (var waiting in floor.State.Contacts.Values.Where(contact => contact.State is ContactState.Waiting))
                        foreach (var offer in offered.Pending)
                        {
                            // As the worker stood when the waiting contact's turn came: holding what ranks before it.
                            var worker = floor.Who(offer.Worker.Value);
                            var before = worker with { Holdings = [.. worker.Holdings.Where(held => Rank.Of(floor.Contact(held.Contact.Value), floor.Rules).Value <= Rank.Of(waiting, floor.Rules).Value)] };
                            if (Capacity.IsFree(before, waiting, floor.Rules, floor.Now) && Rank.Of(waiting, floor.Rules).Value < Rank.Of(offered, floor.Rules).Value)
                                throw new AssertionException($"{offer.Worker} got {offered.Id} ({offered.Channel} {Rank.Of(offered, floor.Rules)}) though {waiting.Id} ({waiting.Channel} {waiting.Language} {Rank.Of(waiting, floor.Rules)}) ranks before it; holds {string.Join(' ', worker.Holdings)}");
                        }
                foreach (var worker in floor.State.Workers.Values)
                    foreach (var waiting in floor.State.Contacts.Values.Where(contact => contact.State is ContactState.Waiting))
                        if (Capacity.IsFree(worker, waiting, floor.Rules, floor.Now)) throw new AssertionException($"{worker.Id} is idle while {waiting.Id} waits");
            },
            iter: 3000);

    [Test]
    public void Behind_the_imminent_tier_a_contact_is_overtaken_only_by_those_that_arrived_within_the_difference_of_credits() =>
        Arrivals.Sample(
            arrivals =>
            {
                var floor = Floor(arrivals, []);
                var order = floor.State.InRankOrder().Select(key => floor.State.Contact(key.Contact)!).Where(contact => contact.Grade.Band != Band.Imminent).ToList();
                var most = floor.Rules.CreditPerPoint * 100;
                for (var i = 0; i < order.Count; i++)
                    for (var j = i + 1; j < order.Count; j++)
                        if (order[i].ArrivedAt - order[j].ArrivedAt > most) throw new AssertionException("waited longer than the credits allow");
            },
            iter: 2000);

    [Test]
    public void An_imminent_contact_stands_before_all_others()
    {
        var floor = new PaperFloor();
        floor.Do(A.Arrival("old", Band.High, A.T0 - TimeSpan.FromDays(2)));
        floor.Do(A.Arrival("new", Band.Imminent, A.T0));
        Assert.That(floor.State.InRankOrder().First().Contact.Value, Is.EqualTo("new"));
    }

    [Test]
    public void An_imminent_contact_is_put_to_three_at_once_and_accepting_rescinds_the_others()
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1").Worker("w2").Worker("w3");
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Count(), Is.EqualTo(3));
        floor.Accepted("c", "w1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").Holder, Is.EqualTo(new WorkerId("w1")));
            Assert.That(floor.Who("w0").Holdings, Is.Empty);
            Assert.That(floor.Who("w2").Holdings, Is.Empty);
            Assert.That(floor.Events.OfType<FloorEvent.OfferRescinded>().Count(), Is.EqualTo(2));
        }
    }

    [Test]
    public void A_worker_who_becomes_free_joins_the_parallel_offer_of_an_imminent_contact()
    {
        var floor = new PaperFloor().Worker("w0");
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Plan();
        floor.Worker("w1");
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Select(offer => offer.Worker.Value), Is.EquivalentTo(new[] { "w0", "w1" }));
    }

    [Test]
    public void The_decliner_is_not_asked_again_while_somebody_else_can_and_is_asked_again_when_nobody_can()
    {
        var floor = new PaperFloor().Worker("w0").Worker("w1");
        floor.Do(A.Arrival("other"));
        floor.Plan();
        floor.Accepted("other", "w0");
        floor.Do(A.Arrival("c"));
        floor.Plan();
        floor.Do(new FloorCommand.DeclineOffer(new ContactId("c"), floor.PendingOf("c", "w1").Id, new WorkerId("w1")));
        floor.Now += TimeSpan.FromMinutes(2);
        floor.Plan();
        Assert.That(floor.Contact("c").State, Is.TypeOf<ContactState.Waiting>(), "w0 is busy but can take it later");
        floor.Do(new FloorCommand.SetPresence(new WorkerId("w0"), PresenceKind.Break, null));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().WhyYou, Does.Contain("longest_idle").Or.Contain("last_resort"));
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("w1"));
    }

    [Test]
    public void Freed_capacity_takes_the_longest_waiting_of_equal_score_first()
    {
        var floor = new PaperFloor().Worker("w0");
        floor.Do(A.Arrival("busy"));
        floor.Plan();
        floor.Accepted("busy", "w0");
        floor.Do(A.Arrival("first", at: A.T0 + TimeSpan.FromSeconds(1)));
        floor.Do(A.Arrival("second", at: A.T0 + TimeSpan.FromSeconds(2)));
        floor.Do(new FloorCommand.EndContact(new ContactId("busy"), new WorkerId("w0"), floor.Contact("busy").LastFence, Outcome.Supported));
        floor.Plan();
        Assert.That(floor.Contact("first").Pending, Is.Empty, "wrap-up still holds capacity");
        floor.Do(new FloorCommand.FinishWrapUp(new ContactId("busy"), new WorkerId("w0"), floor.Contact("busy").LastFence));
        floor.Plan();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("first").Pending.Count(), Is.EqualTo(1));
            Assert.That(floor.Contact("second").Pending, Is.Empty);
        }
    }

    [TestCase("fr", "language")]
    [TestCase("en", null)]
    public void A_contact_nobody_can_take_says_why_and_blocks_nobody(string language, string? why)
    {
        var floor = new PaperFloor().Worker("w0");
        floor.Do(A.Arrival("c", Band.High, language: language));
        floor.Do(A.Arrival("behind", Band.Low));
        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo(why));
        floor.Plan();
        Assert.That(floor.Contact(why is null ? "c" : "behind").Pending.Count(), Is.EqualTo(1));
    }

    private static PaperFloor Floor((int Band, int AgeSeconds, int Language, int Channel)[] arrivals, int[] workers)
    {
        var floor = new PaperFloor();
        for (var i = 0; i < arrivals.Length; i++)
            floor.Do(A.Arrival($"c{i}", (Band)arrivals[i].Band, A.T0 - TimeSpan.FromSeconds(arrivals[i].AgeSeconds), (Channel)arrivals[i].Channel, Languages[arrivals[i].Language]));
        for (var i = 0; i < workers.Length; i++)
            floor.Worker($"w{i}", workers[i] == 2 ? A.Profile("en", "zh") : A.Profile(Languages[workers[i]]));
        return floor;
    }
}
