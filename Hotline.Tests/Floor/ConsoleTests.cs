using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>A console joins the floor, is lost, comes back, and leaves for good.</summary>
public sealed class ConsoleTests
{
    private static readonly WorkerId W = new("w");
    private static readonly ContactId Chat = new("chat");
    private static readonly ContactId Call = new("call");
    private static readonly ContactId Offered = new("offer");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w");

    [TearDown]
    public void The_floor_is_left_sound() => Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);

    [Test]
    public void Who_joins_first_is_off_duty()
    {
        var id = new WorkerId("new");

        Assert.That(floor.Said(new FloorCommand.JoinFloor(id, A.Profile("zh"))), Is.EqualTo(new[] { new FloorEvent.WorkerJoined(id) }));
        Assert.That((floor.Who("new").Presence, floor.Who("new").PresenceSince, floor.Who("new").IdleSince), Is.EqualTo((PresenceKind.OffDuty, floor.Now, floor.Now)));
        Assert.That(floor.Who("new").Profile.Languages, Is.EqualTo(new[] { "zh" }));
    }

    private static IEnumerable<TestCaseData> Profiles()
    {
        var was = new WorkerProfile(["en", "zh"], ImmutableDictionary<string, int>.Empty.Add("grief", 2).Add("youth", 1), [Channel.Voice, Channel.Chat], false);
        yield return new TestCaseData(was, was with { Languages = ["en", "zh"], Channels = [Channel.Voice, Channel.Chat] }, "Unchanged").SetArgDisplayNames("the same");
        yield return new TestCaseData(was, was with { Supervisor = true }, "Changed").SetArgDisplayNames("a supervisor");
        yield return new TestCaseData(was, was with { Languages = ["en"] }, "Changed").SetArgDisplayNames("a language less");
        yield return new TestCaseData(was, was with { Channels = [Channel.Voice] }, "Changed").SetArgDisplayNames("a channel less");
        yield return new TestCaseData(was, was with { Skills = was.Skills.Remove("youth") }, "Changed").SetArgDisplayNames("a skill less");
        yield return new TestCaseData(was, was with { Skills = was.Skills.Add("veterans", 1) }, "Changed").SetArgDisplayNames("a skill more");
        yield return new TestCaseData(was, was with { Skills = was.Skills.SetItem("youth", 3) }, "Changed").SetArgDisplayNames("another level");
        yield return new TestCaseData(was, was with { Skills = was.Skills.Remove("youth").Add("veterans", 1) }, "Changed").SetArgDisplayNames("another skill");
    }

    [TestCaseSource(nameof(Profiles))]
    public void Joining_again_takes_over_what_an_administrator_changed_and_nothing_else(WorkerProfile was, WorkerProfile now, string comesTo)
    {
        floor.Do(new FloorCommand.JoinFloor(W, was));

        Assert.That(floor.ComesTo(new FloorCommand.JoinFloor(W, now)), Is.EqualTo(comesTo));
        Assert.That(floor.Who("w").Profile, Is.EqualTo(comesTo == "Changed" ? now : was));
        Assert.That(floor.Who("w").Presence, Is.EqualTo(PresenceKind.Available));
    }

    [Test]
    public void A_lost_console_gives_back_its_offers_at_once_and_its_chat_after_a_minute()
    {
        floor.BringTo("chat", "w", "Engaged", Channel.Chat).BringTo("offer", "w", "Offered", Channel.Chat);
        var offer = floor.PendingOf("offer", "w");
        floor.Now += TimeSpan.FromSeconds(2);

        var said = floor.Said(new FloorCommand.LoseConsole(W));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.OfferRescinded(Offered, W, offer.Id, "console_lost"), new FloorEvent.ContactReturned(Offered, "offers_over"), new FloorEvent.ConsoleLost(W),
            }));
            Assert.That((floor.Who("w").Presence, floor.Who("w").Resume, floor.Who("w").PresenceSince), Is.EqualTo((PresenceKind.ConsoleLost, (PresenceKind?)PresenceKind.Available, floor.Now)));
            Assert.That(ReofferAt("chat"), Is.EqualTo(floor.Now + TimeSpan.FromSeconds(60)));
            Assert.That(floor.Who("w").Holdings.Single().Contact, Is.EqualTo(Chat));
        }
    }

    [Test]
    public void A_lost_console_is_not_the_end_of_a_call_whose_voice_leg_may_be_alive()
    {
        floor.BringTo("call", "w", "Engaged");

        floor.Do(new FloorCommand.LoseConsole(W));

        Assert.That((floor.Contact("call").Holder, ReofferAt("call")), Is.EqualTo(((WorkerId?)W, (DateTimeOffset?)null)));
    }

    [TestCase(PresenceKind.Available, "", "Changed")]
    [TestCase(PresenceKind.Break, "", "Changed")]
    [TestCase(PresenceKind.OffDuty, "", "Unchanged", Description = "nobody waits for who is off duty")]
    [TestCase(PresenceKind.OffDuty, "WrapUp", "Changed", Description = "something is still in hand")]
    [TestCase(PresenceKind.ConsoleLost, "", "Unchanged")]
    public void Losing_a_console_comes_to(PresenceKind presence, string holding, string comesTo)
    {
        if (holding.Length > 0) floor.BringTo("call", "w", holding);
        if (presence is PresenceKind.ConsoleLost) floor.Do(new FloorCommand.LoseConsole(W));
        else floor.Do(new FloorCommand.SetPresence(W, presence, null));

        Assert.That(floor.ComesTo(new FloorCommand.LoseConsole(W)), Is.EqualTo(comesTo));
        Assert.That(floor.ComesTo(new FloorCommand.LoseConsole(new WorkerId("nobody"))), Is.EqualTo("UnknownWorker"));
    }

    [Test]
    public void A_console_that_comes_back_goes_on_as_before_and_keeps_its_chat()
    {
        floor.BringTo("chat", "w", "Engaged", Channel.Chat);
        floor.Do(new FloorCommand.LoseConsole(W));
        floor.Now += TimeSpan.FromSeconds(30);

        var said = floor.Said(new FloorCommand.JoinFloor(W, A.Profile()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ConsoleRegained(W) }));
            Assert.That((floor.Who("w").Presence, floor.Who("w").Resume, floor.Who("w").PresenceSince), Is.EqualTo((PresenceKind.Available, (PresenceKind?)null, floor.Now)));
            Assert.That((floor.Contact("chat").Holder, ReofferAt("chat")), Is.EqualTo(((WorkerId?)W, (DateTimeOffset?)null)));
        }
    }

    [Test]
    public void A_lost_console_that_had_no_presence_comes_back_off_duty()
    {
        floor.Damage(floor.Who("w") with { Presence = PresenceKind.ConsoleLost, Resume = null });

        floor.Do(new FloorCommand.JoinFloor(W, A.Profile()));

        Assert.That(floor.Who("w").Presence, Is.EqualTo(PresenceKind.OffDuty));
    }

    [TestCase(PresenceKind.Available, null, "Unchanged")]
    [TestCase(PresenceKind.Break, BreakReason.Meal, "Changed")]
    [TestCase(PresenceKind.OffDuty, null, "Changed")]
    public void The_presence_of_a_lost_console_is_what_it_will_be_when_it_is_back(PresenceKind to, BreakReason? reason, string comesTo)
    {
        floor.Do(new FloorCommand.LoseConsole(W));
        var decision = floor.Do(new FloorCommand.SetWorkerPresence(W, to, reason));

        Assert.That(decision.GetType().Name, Is.EqualTo(comesTo));
        if (decision is Decision.Changed changed)
            Assert.That(changed.Events, Is.EqualTo(new[] { new FloorEvent.PresenceChanged(W, PresenceKind.Available, to, reason, "supervisor") }));
        Assert.That((floor.Who("w").Presence, floor.Who("w").Resume, floor.Who("w").BreakReason), Is.EqualTo((PresenceKind.ConsoleLost, (PresenceKind?)to, reason)));
    }

    [Test]
    public void Another_break_of_a_lost_console_is_a_change_and_the_same_is_none()
    {
        floor.Do(new FloorCommand.SetPresence(W, PresenceKind.Break, BreakReason.Meal));
        floor.Do(new FloorCommand.LoseConsole(W));

        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, PresenceKind.Break, BreakReason.Meal)), Is.EqualTo("Unchanged"));
        Assert.That(floor.ComesTo(new FloorCommand.SetWorkerPresence(W, PresenceKind.Break, BreakReason.Training)), Is.EqualTo("Changed"));
    }

    [Test]
    public void Who_leaves_for_good_leaves_nobody_alone()
    {
        floor.Worker("other").BringTo("chat", "w", "Engaged", Channel.Chat).BringTo("offer", "w", "Offered", Channel.Chat);
        var offer = floor.PendingOf("offer", "w");

        var said = floor.Said(new FloorCommand.LeaveFloor(W));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[]
            {
                new FloorEvent.ContactReturned(Chat, "requeued"), new FloorEvent.OfferRescinded(Offered, W, offer.Id, "presence"), new FloorEvent.ContactReturned(Offered, "offers_over"),
                new FloorEvent.WorkerLeft(W),
            }));
            Assert.That(floor.State.Worker(W), Is.Null);
            Assert.That(floor.State.InRankOrder().Select(key => key.Contact), Is.EquivalentTo(new[] { Chat, Offered }));
            Assert.That(floor.ComesTo(new FloorCommand.LeaveFloor(W)), Is.EqualTo("Unchanged"));
        }
    }

    [Test]
    public void The_wrap_up_of_who_leaves_for_good_is_closed()
    {
        floor.BringTo("call", "w", "WrapUp");

        Assert.That(floor.Said(new FloorCommand.LeaveFloor(W))[0], Is.EqualTo(new FloorEvent.ContactClosed(Call, W, Server.Floor.Outcome.Supported)));
        Assert.That(floor.Contact("call").State, Is.TypeOf<ContactState.Closed>());
    }

    private DateTimeOffset? ReofferAt(string contact) => ((ContactState.Engaged)floor.Contact(contact).State).ReofferAt;
}
