using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>A contact arrives, and what is learned of it afterwards.</summary>
public sealed class ArrivalTests
{
    private static readonly ContactId C = new("c");
    private static readonly SkillNeed Grief = new("grief", 2);
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor();

    [Test]
    public void An_arrival_waits_as_it_was_opened()
    {
        floor.Now = A.T0 + TimeSpan.FromSeconds(5);
        var arrival = A.Arrival("c", Band.High, channel: Channel.Chat, language: "zh", skills: Grief) with { CallbackWished = true };

        var said = floor.Said(arrival);

        var contact = floor.Contact("c");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactOpened(C, arrival.Grade) }));
            Assert.That((contact.Channel, contact.Language, contact.Grade, contact.CallbackWished), Is.EqualTo((Channel.Chat, "zh", arrival.Grade, true)));
            Assert.That(contact.Skills, Is.EqualTo(new[] { Grief }));
            Assert.That(contact.ArrivedAt, Is.EqualTo(A.T0), "the arrival is that of the person, not of the command");
            Assert.That(contact.State, Is.EqualTo(new ContactState.Waiting(floor.Now)));
        }
    }

    [Test]
    public void Skills_left_out_at_the_opening_are_none()
    {
        floor.Do(A.Arrival("c") with { Skills = default });

        Assert.That(floor.Contact("c").Skills.IsDefault, Is.False);
        Assert.That(floor.Contact("c").Skills, Is.Empty);
    }

    [Test]
    public void The_same_intake_opens_one_contact()
    {
        floor.Do(A.Arrival("c", Band.High));

        Assert.That(floor.ComesTo(A.Arrival("c", Band.Low)), Is.EqualTo("Unchanged"));
        Assert.That(floor.Contact("c").Grade.Band, Is.EqualTo(Band.High));
    }

    [TestCase("Waiting", 60, Band.High, Description = "risen")]
    [TestCase("Waiting", 10, Band.Moderate, Description = "a waiting contact never falls by itself")]
    [TestCase("Waiting", 31, Band.Moderate)]
    [TestCase("Offered", 10, Band.Moderate)]
    [TestCase("Engaged", 10, Band.Low, Description = "once somebody is there, findings may also calm")]
    [TestCase("Engaged", 60, Band.High)]
    [TestCase("WrapUp", 10, Band.Low)]
    public void A_new_score_makes_of_a_moderate_contact(string state, int score, Band band)
    {
        BringTo(state);
        var grade = A.Grade(BandOf(score), score, basis: 2) with { RuleSet = "newer" };

        var said = floor.Said(new FloorCommand.RescoreContact(C, grade));

        var now = floor.Contact("c").Grade;
        var kept = Math.Max(score, state is "Waiting" or "Offered" ? 30 : 0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(now, Is.EqualTo(grade with { Score = kept, Band = band, Computed = kept == score ? null : new Computed(score, grade.Band) }), "score and band are kept, the rest is what is known now");
            Assert.That(said, Is.EqualTo(new[] { new FloorEvent.ContactRescored(C, now) }));
        }
    }

    [Test]
    public void A_new_score_means_a_new_place_in_the_queue_at_the_original_arrival()
    {
        floor.Do(A.Arrival("before", at: A.T0 - TimeSpan.FromMinutes(1)));
        floor.Do(A.Arrival("c"));

        floor.Do(new FloorCommand.RescoreContact(C, A.Grade(Band.High, basis: 2)));

        Assert.That(floor.State.InRankOrder().Select(key => key.Contact.Value), Is.EqualTo(new[] { "c", "before" }));
        Assert.That(floor.Contact("c").ArrivedAt, Is.EqualTo(A.T0));
    }

    [TestCase(4, "Unchanged")]
    [TestCase(5, "Unchanged")]
    [TestCase(6, "Changed")]
    public void A_score_that_rests_on_no_newer_evidence_changes_nothing(long basis, string comesTo)
    {
        floor.Do(A.Arrival("c") with { Grade = A.Grade(Band.Moderate, basis: 5) });

        Assert.That(floor.ComesTo(new FloorCommand.RescoreContact(C, A.Grade(Band.High, basis: basis))), Is.EqualTo(comesTo));
    }

    [TestCase(2, "Unchanged", 3)]
    [TestCase(3, "Unchanged", 3)]
    [TestCase(4, "Changed", 4)]
    public void Texts_are_numbered_by_the_file_and_a_late_one_says_nothing_new(int number, string comesTo, int texts)
    {
        floor.Do(A.Arrival("c"));
        Assert.That(floor.Said(new FloorCommand.NoteText(C, 3)), Is.EqualTo(new[] { new FloorEvent.TextAdded(C, 3) }));

        Assert.That(floor.ComesTo(new FloorCommand.NoteText(C, number)), Is.EqualTo(comesTo));
        Assert.That(floor.Contact("c").Texts, Is.EqualTo(texts));
    }

    [TestCase("Closed", "ContactOver")]
    [TestCase("Abandoned", "ContactOver")]
    [TestCase("WrapUp", "Changed")]
    public void After_the_end_nothing_is_graded_and_no_text_is_noted(string state, string comesTo)
    {
        BringTo(state);

        Assert.That(floor.ComesTo(new FloorCommand.RescoreContact(C, A.Grade(Band.High, basis: 2))), Is.EqualTo(comesTo));
        Assert.That(floor.ComesTo(new FloorCommand.NoteText(C, 1)), Is.EqualTo(comesTo));
    }

    [Test]
    public void Nothing_is_learned_of_a_contact_the_floor_does_not_know()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.ComesTo(new FloorCommand.RescoreContact(C, A.Grade(Band.High))), Is.EqualTo("UnknownContact"));
            Assert.That(floor.ComesTo(new FloorCommand.NoteText(C, 1)), Is.EqualTo("UnknownContact"));
            Assert.That(floor.ComesTo(new FloorCommand.CarryFile(C, 1, null)), Is.EqualTo("UnknownContact"));
        }
    }

    private static Band BandOf(int score) => score switch { >= 80 => Band.Imminent, >= 50 => Band.High, >= 25 => Band.Moderate, _ => Band.Low };

    private void BringTo(string state) => floor.Worker("w").BringTo("c", "w", state);
}
