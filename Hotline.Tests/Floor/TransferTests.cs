using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;

namespace Hotline.Tests.Floor;

/// <summary>A contact from its holder to somebody else. It stays with the sender until somebody has it.</summary>
public sealed class TransferTests
{
    private static readonly ContactId C = new("c");
    private static readonly WorkerId Sender = new("w0");
    private static readonly WorkerId Other = new("w1");
    private static readonly TransferTarget ToOther = new TransferTarget.Colleague(Other);
    private static readonly TransferTarget ToYouth = new TransferTarget.Skilled(new SkillNeed("youth", 2));
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", "Engaged");

    [TearDown]
    public void The_floor_is_left_sound() => Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);

    [TestCase("Waiting", "NotEngaged")]
    [TestCase("Offered", "NotEngaged")]
    [TestCase("Engaged", "Changed")]
    [TestCase("WrapUp", "NotEngaged")]
    [TestCase("Closed", "ContactOver")]
    public void Starting_a_transfer_from_a_state_comes_to(string state, string comesTo)
    {
        floor = new PaperFloor().Worker("w0").Worker("w1").BringTo("c", "w0", state);

        Assert.That(floor.ComesTo(Start(TransferKind.Cold, ToOther)), Is.EqualTo(comesTo));
    }

    [TestCase("Available", TransferKind.Cold, "Changed")]
    [TestCase("Break", TransferKind.Cold, "WorkerNotAvailable")]
    [TestCase("OffDuty", TransferKind.Cold, "WorkerNotAvailable")]
    [TestCase("lost", TransferKind.Cold, "WorkerNotAvailable")]
    [TestCase("full", TransferKind.Cold, "NoCapacity")]
    [TestCase("language", TransferKind.Cold, "LacksNeeds")]
    [TestCase("channel", TransferKind.Consult, "LacksNeeds")]
    [TestCase("unwanted", TransferKind.Warm, "LacksNeeds")]
    [TestCase("unknown", TransferKind.Cold, "UnknownWorker")]
    [TestCase("self", TransferKind.Cold, "AskedAlready")]
    [TestCase("supervisor on a break", TransferKind.Consult, "Changed")]
    [TestCase("supervisor off duty", TransferKind.Warm, "Changed")]
    [TestCase("supervisor in debrief", TransferKind.Consult, "WorkerNotAvailable")]
    public void Asking_a_colleague_comes_to(string who, TransferKind kind, string comesTo)
    {
        var profile = who switch
        {
            "language" => A.Profile("zh"),
            "channel" => A.Profile() with { Channels = [Channel.Chat] },
            _ when who.StartsWith("supervisor", StringComparison.Ordinal) => A.Profile() with { Supervisor = true },
            _ => A.Profile(),
        };
        floor.Worker("w1", profile);
        if (who is "lost") floor.Do(new FloorCommand.LoseConsole(Other));
        else if (who is "full") floor.BringTo("mine", "w1", "Engaged");
        else if (who is "unwanted") floor.Damage(floor.Contact("c") with { NotWorkers = [Other] });
        else if (who is "Break" or "supervisor on a break") floor.Do(new FloorCommand.SetPresence(Other, PresenceKind.Break, null));
        else if (who is "supervisor in debrief") floor.Do(new FloorCommand.SetPresence(Other, PresenceKind.Break, BreakReason.Debrief));
        else if (who is "OffDuty" or "supervisor off duty") floor.Do(new FloorCommand.SetPresence(Other, PresenceKind.OffDuty, null));
        var target = who switch { "unknown" => new WorkerId("w9"), "self" => Sender, _ => Other };

        Assert.That(floor.ComesTo(Start(kind, new TransferTarget.Colleague(target))), Is.EqualTo(comesTo));
    }

    [Test]
    public void Skills_are_a_must_for_who_is_to_hold_it_and_not_for_who_helps()
    {
        floor.Damage(floor.Contact("c") with { Skills = [new SkillNeed("youth", 2)] });

        Assert.That(floor.ComesTo(Start(TransferKind.Cold, ToOther)), Is.EqualTo("LacksNeeds"));
        Assert.That(floor.ComesTo(Start(TransferKind.Consult, ToOther)), Is.EqualTo("Changed"));
    }

    [TestCase(1, 5, "LacksNeeds", Description = "in training, for a band that takes a level 3")]
    [TestCase(3, 5, "Changed")]
    [TestCase(3, 1, "LacksNeeds", Description = "hardly speaks it")]
    public void The_level_for_the_band_and_for_the_language_are_musts_of_who_is_to_hold_it(int level, int language, string comesTo)
    {
        var profile = A.Profile() with { Level = level };
        floor = new PaperFloor(FloorRules.Default with { LevelFor = FloorRules.Default.LevelFor.Add(Band.Moderate, 3), LanguageLevel = 2 })
            .Worker("w0", profile with { Level = 3 }).Worker("w1", profile with { LanguageLevels = profile.LanguageLevels.Add("en", language) }).BringTo("c", "w0", "Engaged");

        Assert.That(floor.ComesTo(Start(TransferKind.Consult, ToOther)), Is.EqualTo("Changed"), "who helps does not hold it");
        floor.Said(new FloorCommand.CancelTransfer(C, Sender, Hold()));
        Assert.That(floor.ComesTo(Start(TransferKind.Warm, ToOther)), Is.EqualTo(comesTo));
    }

    [Test]
    public void While_somebody_is_asked_the_contact_stays_engaged_with_its_sender_and_the_capacity_of_who_is_asked_is_taken()
    {
        var before = floor.Contact("c").State;
        var said = floor.Said(Start(TransferKind.Cold, ToOther));

        var offer = floor.PendingOf("c", "w1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Select(one => one.GetType().Name), Is.EqualTo(new[] { "TransferBegun", "OfferMade" }));
            Assert.That(floor.Contact("c").State, Is.EqualTo(before));
            Assert.That(offer.WhyYou, Is.EqualTo(new[] { "transfer_cold" }));
            Assert.That(floor.Who("w1").Holdings.Single().Kind, Is.EqualTo(HoldingKind.Reserved));
            Assert.That(floor.ComesTo(Start(TransferKind.Warm, ToOther)), Is.EqualTo("TransferRunning"));
        }
    }

    [Test]
    public void Accepting_a_cold_transfer_moves_the_contact_in_one_step_and_gives_the_sender_time_to_write()
    {
        floor.Said(Start(TransferKind.Cold, ToOther));
        var offer = floor.PendingOf("c", "w1");
        var was = floor.Contact("c").HolderFence!.Value;
        var old = Hold();

        floor.Accepted("c", "w1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((floor.Contact("c").Holder, floor.Contact("c").HolderFence), Is.EqualTo(((WorkerId?)Other, (Fence?)offer.Fence)));
            Assert.That(offer.Fence, Is.GreaterThan(was));
            Assert.That((floor.Who("w0").Holdings.Length, floor.Who("w0").QuietUntil), Is.EqualTo((0, (DateTimeOffset?)(floor.Now + floor.Rules.WrapUpFor))));
            Assert.That(floor.Contact("c").Transfer, Is.Null);
            Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, Sender, old, Outcome.Supported)), Is.EqualTo("NotHolder"));
            Assert.That(floor.ComesTo(new FloorCommand.AcceptOffer(C, offer.Id, Other, offer.Fence)), Is.EqualTo("Unchanged"), "the same once more");
        }
    }

    [Test]
    public void A_sender_who_says_ready_gets_offers_at_once()
    {
        floor.Said(Start(TransferKind.Cold, ToOther));
        floor.Accepted("c", "w1");
        floor.Do(A.Arrival("next"));
        floor.Plan();
        Assert.That(floor.Contact("next").Pending, Is.Empty);

        floor.Said(new FloorCommand.SetPresence(Sender, PresenceKind.Available, null));
        floor.Plan();

        Assert.That(floor.Contact("next").Pending.Single().Worker, Is.EqualTo(Sender));
        Assert.That(floor.ComesTo(new FloorCommand.SetPresence(Sender, PresenceKind.Available, null)), Is.EqualTo("Unchanged"));
    }

    [TestCase("declined", TransferEnd.Declined)]
    [TestCase("expired", TransferEnd.Unanswered)]
    [TestCase("unshown", TransferEnd.Unanswered)]
    [TestCase("lost", TransferEnd.Unanswered)]
    [TestCase("break", TransferEnd.Unanswered)]
    [TestCase("left", TransferEnd.Unanswered)]
    public void A_transfer_nobody_takes_returns_to_the_senders_choice(string how, TransferEnd end)
    {
        floor.Said(Start(TransferKind.Warm, ToOther));
        var offer = floor.PendingOf("c", "w1");
        switch (how)
        {
            case "declined": floor.Do(new FloorCommand.DeclineOffer(C, offer.Id, Other)); break;
            case "expired":
                floor.Do(new FloorCommand.ShowOffer(C, offer.Id, Other));
                floor.Now = offer.Until;
                floor.RunTimers();
                break;
            case "unshown":
                floor.Now += floor.Rules.UnshownAfter;
                floor.RunTimers();
                break;
            case "lost": floor.Do(new FloorCommand.LoseConsole(Other)); break;
            case "break": floor.Do(new FloorCommand.SetPresence(Other, PresenceKind.Break, null)); break;
            default: floor.Do(new FloorCommand.LeaveFloor(Other)); break;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((floor.Contact("c").Holder, floor.Contact("c").State), Is.EqualTo(((WorkerId?)Sender, (ContactState)new ContactState.Engaged(Sender, floor.Contact("c").HolderFence!.Value, A.T0, null))));
            Assert.That(floor.Contact("c").Transfer, Has.Property("Step").EqualTo(TransferStep.Over).And.Property("End").EqualTo(end));
            Assert.That(floor.ComesTo(Start(TransferKind.Cold, ToYouth)), Is.EqualTo("Changed"), "another target is tried");
        }
    }

    [Test]
    public void A_missed_transfer_makes_not_responding_as_any_missed_offer()
    {
        floor.Said(Start(TransferKind.Warm, ToOther));
        floor.Do(new FloorCommand.ShowOffer(C, floor.PendingOf("c", "w1").Id, Other));
        floor.Now = floor.PendingOf("c", "w1").Until;
        floor.RunTimers();

        Assert.That(floor.Who("w1").Presence, Is.EqualTo(PresenceKind.NotResponding));
    }

    [Test]
    public void A_warm_transfer_brings_the_receiver_in_and_the_sender_hands_over()
    {
        floor.Said(Start(TransferKind.Warm, ToOther));
        var offer = floor.PendingOf("c", "w1");
        floor.Accepted("c", "w1");

        Assert.That(floor.Contact("c").Beside, Is.EqualTo(new[] { new Participant(Other, BesideRole.Receiver, offer.Fence, floor.Now) }));
        Assert.That((floor.Contact("c").Holder, floor.Contact("c").Transfer!.Step), Is.EqualTo(((WorkerId?)Sender, TransferStep.Joined)));
        Assert.That(floor.ComesTo(new FloorCommand.EndContact(C, Other, offer.Fence, Outcome.Supported)), Is.EqualTo("NotHolder"), "who is beside cannot end it");

        floor.Said(new FloorCommand.CompleteTransfer(C, Sender, Hold(), Other));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((floor.Contact("c").Holder, floor.Contact("c").Beside.Length, floor.Contact("c").Transfer), Is.EqualTo(((WorkerId?)Other, 0, (Transfer?)null)));
            Assert.That(floor.Contact("c").HolderFence, Is.GreaterThan(offer.Fence));
            Assert.That(floor.Who("w0").Holdings, Is.Empty);
            Assert.That(floor.Who("w1").Holdings.Single().Kind, Is.EqualTo(HoldingKind.Engaged));
        }
    }

    [TestCase("leaves", "Over", Description = "the sender has the choice again")]
    [TestCase("taken out", "none")]
    [TestCase("cancelled", "none")]
    [TestCase("console lost", "Over")]
    public void A_receiver_who_came_and_went_leaves_the_contact_with_its_sender(string how, string transfer)
    {
        floor.Said(Start(TransferKind.Warm, ToOther));
        floor.Accepted("c", "w1");
        floor.Said(how switch
        {
            "leaves" => new FloorCommand.LeaveContact(C, Other, Other, Fence.None),
            "taken out" => new FloorCommand.LeaveContact(C, Other, Sender, Hold()),
            "cancelled" => new FloorCommand.CancelTransfer(C, Sender, Hold()),
            _ => new FloorCommand.LoseConsole(Other),
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((floor.Contact("c").Holder, floor.Contact("c").Beside.Length), Is.EqualTo(((WorkerId?)Sender, 0)));
            Assert.That(floor.Contact("c").Transfer?.Step.ToString() ?? "none", Is.EqualTo(transfer));
            Assert.That(floor.Who("w1").Holdings, Is.Empty);
        }
    }

    [Test]
    public void Who_consults_is_beside_and_no_transfer_is_left_open()
    {
        floor.Said(Start(TransferKind.Consult, ToOther));
        floor.Accepted("c", "w1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.Contact("c").Beside.Single().Role, Is.EqualTo(BesideRole.Consultant));
            Assert.That(floor.Contact("c").Transfer, Is.Null);
            Assert.That(floor.ComesTo(Start(TransferKind.Cold, ToOther)), Is.EqualTo("AskedAlready"));
            Assert.That(floor.ComesTo(new FloorCommand.CompleteTransfer(C, Sender, Hold(), Other)), Is.EqualTo("Changed"), "a consultation may become a hand-over");
        }
    }

    [Test]
    public void Calling_a_transfer_back_frees_who_was_asked_and_their_late_yes_is_refused()
    {
        floor.Said(Start(TransferKind.Cold, ToOther));
        var offer = floor.PendingOf("c", "w1");

        floor.Said(new FloorCommand.CancelTransfer(C, Sender, Hold()));

        Assert.That((floor.Who("w1").Holdings.Length, floor.Contact("c").Transfer), Is.EqualTo((0, (Transfer?)null)));
        Assert.That(floor.ComesTo(new FloorCommand.AcceptOffer(C, offer.Id, Other, offer.Fence)), Is.EqualTo("OfferRescinded"));
    }

    [Test]
    public void A_conversation_that_ends_meanwhile_withdraws_the_offer()
    {
        floor.Said(Start(TransferKind.Cold, ToOther));
        var offer = floor.PendingOf("c", "w1");

        floor.Said(new FloorCommand.EndContact(C, Sender, Hold(), Outcome.HungUp));

        Assert.That(floor.ComesTo(new FloorCommand.AcceptOffer(C, offer.Id, Other, offer.Fence)), Is.EqualTo("OfferRescinded"));
        Assert.That(floor.Who("w1").Holdings, Is.Empty);
    }

    [Test]
    public void Of_those_with_a_skill_one_after_the_other_is_asked_nobody_twice_until_the_time_is_over()
    {
        floor.Worker("y1", Youth(2)).Worker("y2", Youth(3)).Worker("low", Youth(1));
        floor.Said(Start(TransferKind.Cold, ToYouth));
        Assert.That(Seek("low"), Is.EqualTo("NobodyEligible"));
        Assert.That(Seek("w0"), Is.EqualTo("NobodyEligible"), "never back to the sender");
        Assert.That(Seek("y1"), Is.EqualTo("Changed"));
        Assert.That(Seek("y2"), Is.EqualTo("NotWaiting"), "one at a time");
        floor.Do(new FloorCommand.DeclineOffer(C, floor.PendingOf("c", "y1").Id, new WorkerId("y1")));
        Assert.That(floor.Contact("c").Transfer!.Step, Is.EqualTo(TransferStep.Seeking));
        Assert.That(Seek("y1"), Is.EqualTo("NobodyEligible"));
        floor.Now += floor.Rules.TransferFor - TimeSpan.FromSeconds(1);
        Assert.That(Seek("y2"), Is.EqualTo("Changed"));
        floor.Do(new FloorCommand.ShowOffer(C, floor.PendingOf("c", "y2").Id, new WorkerId("y2")));
        floor.Now += TimeSpan.FromSeconds(10);
        floor.RunTimers();
        Assert.That(floor.Contact("c").Pending.Count(), Is.EqualTo(1), "who is being asked may answer");

        floor.Do(new FloorCommand.DeclineOffer(C, floor.PendingOf("c", "y2").Id, new WorkerId("y2")));

        Assert.That((floor.Contact("c").Transfer!.Step, floor.Contact("c").Transfer!.End), Is.EqualTo((TransferStep.Over, (TransferEnd?)TransferEnd.Declined)));
    }

    [Test]
    public void With_nobody_to_ask_a_transfer_is_over_when_its_time_is()
    {
        floor.Said(Start(TransferKind.Warm, ToYouth));
        floor.Now += floor.Rules.TransferFor;
        floor.RunTimers();

        Assert.That((floor.Contact("c").Transfer!.Step, floor.Contact("c").Transfer!.End), Is.EqualTo((TransferStep.Over, (TransferEnd?)TransferEnd.Unanswered)));
    }

    private Fence Hold() => floor.Contact("c").HolderFence ?? Fence.None;

    private FloorCommand.StartTransfer Start(TransferKind kind, TransferTarget target) => new(C, Sender, Hold(), kind, target, floor.Target("x").Offer);

    private string Seek(string worker) => floor.ComesTo(new FloorCommand.SeekReceiver(C, 1, floor.Target(worker), 0));

    private static WorkerProfile Youth(int level) => A.Profile() with { Skills = A.Profile().Skills.Add("youth", level) };
}
