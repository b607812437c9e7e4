using System.Collections.Immutable;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Rings that open with time, and who is waited for.</summary>
public sealed class SearchTests
{
    private static readonly SkillNeed[] Wished = [new("youth", 1), new("grief", 1), new("veterans", 1), new("sign", 1)];

    [TestCase(0, "youth,grief,veterans,sign")]
    [TestCase(14, "youth,grief,veterans,sign")]
    [TestCase(15, "youth,grief,veterans")]
    [TestCase(30, "youth,grief")]
    [TestCase(59, "youth,grief")]
    [TestCase(60, "", Description = "the last ring drops whatever is left")]
    public void Every_ring_drops_the_least_wish_left(int seconds, string left)
    {
        var floor = Arrived(4);
        Pass(floor, seconds);

        Assert.That(string.Join(',', floor.Contact("c").WishesNow.ToArray().Select(wish => wish.Skill)), Is.EqualTo(left));
        Assert.That(Search.DueAt(floor.Contact("c")) is null, Is.EqualTo(seconds >= 60));
    }

    [Test]
    public void Fewer_wishes_than_rings_are_all_dropped_one_a_ring()
    {
        var floor = Arrived(1);
        Pass(floor, 15);

        Assert.That((floor.Contact("c").Ring, floor.Contact("c").NextRingAt), Is.EqualTo((1, (DateTimeOffset?)null)));
    }

    [Test]
    public void Without_rings_a_wish_holds_nothing_back()
    {
        var floor = new PaperFloor(FloorRules.Default with { Rings = [] }).Worker("w");
        floor.Do(A.Arrival("c") with { Wishes = [Wished[0]] });
        floor.Plan();

        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("w"));
    }

    [Test]
    public void A_ring_late_by_a_stall_opens_all_that_are_due_at_once()
    {
        var floor = Arrived(4);
        floor.Now = A.T0 + TimeSpan.FromSeconds(45);
        floor.RunTimers();

        Assert.That(floor.Contact("c").Ring, Is.EqualTo(2));
        Assert.That(floor.Events.OfType<FloorEvent.SearchWidened>().Single().Ring, Is.EqualTo(2));
    }

    [Test]
    public void Who_has_what_is_wished_is_asked_first_the_others_when_the_ring_opens()
    {
        var floor = Arrived(1).Worker("plain").Worker("young", Knows("youth"));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("young"));
        Assert.That(Planner.Plan(floor.State, floor.Now, floor.Rules), Is.Empty);

        floor.Do(new FloorCommand.DeclineOffer(new ContactId("c"), floor.PendingOf("c", "young").Id, new WorkerId("young")));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty, "the ring is not open yet");
        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo("wish:youth"));

        Pass(floor, 15);
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("plain"));
    }

    [Test]
    public void Above_the_band_a_wish_only_says_who_comes_first()
    {
        var floor = new PaperFloor().Worker("plain");
        floor.Do(A.Arrival("c", Band.Imminent) with { Wishes = [.. Wished] });
        floor.Plan();

        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("plain"));
    }

    [Test]
    public void A_contact_is_kept_for_the_preferred_worker_while_that_one_is_there_and_then_for_nobody()
    {
        var floor = new PaperFloor().Worker("known").Worker("other");
        floor.Do(A.Arrival("busy", at: A.T0 - TimeSpan.FromMinutes(1)));
        floor.Engaged("busy", "known");
        floor.Do(A.Arrival("c") with { Preferred = new WorkerId("known") });
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty);
        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo("preferred"));

        Pass(floor, 30);
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("other"));
    }

    [TestCase(Band.Moderate, true)]
    [TestCase(Band.High, false)]
    public void Nobody_is_waited_for_above_the_band(Band band, bool waits)
    {
        var floor = new PaperFloor().Worker("known");
        floor.Do(A.Arrival("c", band) with { Preferred = new WorkerId("known") });

        Assert.That(floor.Contact("c").Preferred!.Until is not null, Is.EqualTo(waits));
        floor.Worker("a").Plan();
        Assert.That(floor.Contact("c").Pending.Single().WhyYou, Does.Contain("preferred").Or.Contain("longest_idle"));
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("known"));
    }

    [Test]
    public void A_preferred_worker_who_is_away_keeps_nobody_waiting()
    {
        var floor = new PaperFloor().Worker("known").Worker("other");
        floor.Do(new FloorCommand.SetPresence(new WorkerId("known"), PresenceKind.Break, null));
        floor.Do(A.Arrival("c") with { Preferred = new WorkerId("known") });
        floor.Plan();

        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("other"));
    }

    [Test]
    public void Who_is_not_wanted_is_never_asked_and_is_no_preference()
    {
        var floor = new PaperFloor().Worker("known");
        floor.Do(A.Arrival("c", Band.Imminent) with { Preferred = new WorkerId("known"), NotWorkers = [new WorkerId("known")] });
        floor.Plan();

        Assert.That(floor.Contact("c").Pending, Is.Empty);
        Assert.That(floor.Contact("c").Preferred, Is.Null);
        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo("unwanted"));
    }

    [TestCase(1, "level")]
    [TestCase(2, null)]
    public void A_band_asks_for_a_level(int level, string? why)
    {
        var floor = new PaperFloor(FloorRules.Default with { LevelFor = ImmutableDictionary<Band, int>.Empty.Add(Band.High, 2) }).Worker("w", A.Profile() with { Level = level });
        floor.Do(A.Arrival("c", Band.High));

        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo(why));
        Assert.That(Planner.Plan(floor.State, floor.Now, floor.Rules).Any(), Is.EqualTo(why is null));
    }

    [Test]
    public void The_last_senior_is_kept_for_imminent_until_the_reserve_yields()
    {
        var floor = new PaperFloor(FloorRules.Default with { Reserve = 1 }).Worker("senior", A.Profile() with { Level = 3 });
        floor.Do(A.Arrival("c", Band.High));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty);
        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo("reserve"));

        floor.Do(A.Arrival("now", Band.Imminent));
        floor.Plan();
        Assert.That(floor.Contact("now").Pending.Single().Worker.Value, Is.EqualTo("senior"));

        floor.Do(new FloorCommand.WithdrawContact(new ContactId("now"), "hung_up"));
        Pass(floor, 120);
        floor.Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("senior"));
    }

    [Test]
    public void While_the_queue_is_diverted_supervisors_alone_are_asked()
    {
        var floor = new PaperFloor(FloorRules.Default with { Diverted = true }).Worker("operator");
        floor.Do(A.Arrival("c", Band.Imminent));
        floor.Plan();
        Assert.That(floor.Contact("c").Pending, Is.Empty);
        Assert.That(Stuck.Why(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.EqualTo("diverted"));
        Assert.That(Stuck.IsForAll(floor.State, floor.Contact("c"), floor.Now, floor.Rules), Is.True, "with no supervisor there, the last call goes to everybody");

        floor.Worker("supervisor", A.Profile() with { Supervisor = true }).Plan();
        Assert.That(floor.Contact("c").Pending.Single().Worker.Value, Is.EqualTo("supervisor"));
    }

    [TestCase(2, 1, 2, true)]
    [TestCase(2, 1, 1, false, Description = "a chat that costs two units fills a cap of two")]
    public void Texts_cost_units(int cap, int held, int chats, bool fits)
    {
        var floor = new PaperFloor(FloorRules.Default with { TextCap = cap, ChatUnits = 3 - chats }).Worker("w");
        for (var at = 0; at < held; at++)
        {
            floor.Do(A.Arrival("held" + at, channel: Channel.Chat));
            floor.Engaged("held" + at, "w");
        }
        floor.Do(A.Arrival("c", channel: Channel.Chat));
        floor.Plan();

        Assert.That(floor.Contact("c").Pending.Any(), Is.EqualTo(fits));
    }

    private static WorkerProfile Knows(string skill) => A.Profile() with { Skills = ImmutableDictionary<string, int>.Empty.Add(skill, 1) };

    private static PaperFloor Arrived(int wishes)
    {
        var floor = new PaperFloor();
        floor.Do(A.Arrival("c") with { Wishes = [.. Wished.Take(wishes)] });
        return floor;
    }

    /// <summary>Timers run every second up to so many after the start.</summary>
    private static void Pass(PaperFloor floor, int seconds)
    {
        while (floor.Now < A.T0 + TimeSpan.FromSeconds(seconds))
        {
            floor.Now += TimeSpan.FromSeconds(1);
            floor.RunTimers();
        }
    }
}
