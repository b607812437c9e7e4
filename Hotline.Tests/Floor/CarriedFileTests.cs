using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>SQL is away: what belongs into the file rides beside the entry, and the floor learns what it can of it.</summary>
public sealed class CarriedFileTests
{
    private static readonly ContactId C = new("c");
    private PaperFloor floor = null!;

    [SetUp]
    public void Open() => floor = new PaperFloor().Worker("w");

    [Test]
    public void A_carried_file_adds_its_texts_and_its_grade()
    {
        floor.Do(A.Arrival("c"));
        floor.Do(new FloorCommand.NoteText(C, 3));
        var grade = A.Grade(Band.High, basis: 2);

        var said = floor.Said(new FloorCommand.CarryFile(C, 2, grade));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.EqualTo(new FloorEvent[] { new FloorEvent.FileCarried(C), new FloorEvent.TextAdded(C, 5), new FloorEvent.ContactRescored(C, grade) }));
            Assert.That((floor.Contact("c").Texts, floor.Contact("c").Grade), Is.EqualTo((5, grade)));
        }
    }

    [Test]
    public void A_carried_file_may_bring_texts_alone_or_a_grade_alone([Values] bool texts)
    {
        floor.Do(A.Arrival("c"));
        var grade = A.Grade(Band.High, basis: 2);

        var said = floor.Said(new FloorCommand.CarryFile(C, texts ? 1 : 0, texts ? null : grade));

        FloorEvent learned = texts ? new FloorEvent.TextAdded(C, 1) : new FloorEvent.ContactRescored(C, grade);
        Assert.That(said, Is.EqualTo(new[] { new FloorEvent.FileCarried(C), learned }));
        Assert.That((floor.Contact("c").Texts, floor.Contact("c").Grade.Band), Is.EqualTo(texts ? (1, Band.Moderate) : (0, Band.High)));
    }

    [TestCase("Waiting")]
    [TestCase("Engaged", Description = "the file cannot be looked at, so nothing in it may be calmed")]
    public void A_carried_grade_never_calms(string state)
    {
        floor.BringTo("c", "w", state);

        floor.Do(new FloorCommand.CarryFile(C, 0, A.Grade(Band.Low, basis: 2)));

        Assert.That(floor.Contact("c").Grade, Is.EqualTo(A.Grade(Band.Moderate, basis: 2) with { Computed = new Computed(A.Grade(Band.Low).Score, Band.Low) }));
    }

    [TestCase(4, "Contended")]
    [TestCase(5, "Contended", Description = "graded beside other evidence, of which it knows nothing")]
    [TestCase(6, "Changed")]
    public void A_carried_grade_must_know_what_stands(long basis, string comesTo)
    {
        floor.Do(A.Arrival("c") with { Grade = A.Grade(Band.Moderate, basis: 5) });

        Assert.That(floor.ComesTo(new FloorCommand.CarryFile(C, 1, A.Grade(Band.High, basis: basis))), Is.EqualTo(comesTo));
    }

    [TestCase("Waiting", 0, false)]
    [TestCase("Closed", 2, true)]
    [TestCase("Abandoned", 2, true)]
    public void A_bare_file_or_one_that_comes_after_the_end_is_journaled_and_changes_nothing(string state, int texts, bool graded)
    {
        floor.BringTo("c", "w", state);
        var before = floor.Contact("c");

        var said = floor.Said(new FloorCommand.CarryFile(C, texts, graded ? A.Grade(Band.High, basis: 2) : null));

        Assert.That(said, Is.EqualTo(new[] { new FloorEvent.FileCarried(C) }));
        Assert.That(floor.Contact("c"), Is.EqualTo(before));
    }
}
