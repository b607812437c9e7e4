using Hotline.Server.Floor;
using NUnit.Framework;
using static Hotline.Tests.Triage.Given;

namespace Hotline.Tests.Triage;

/// <summary>The vectors that the instruments publish.</summary>
public sealed class InstrumentTests
{
    [TestCase("1", Band.Low)]
    [TestCase("2", Band.Low)]
    [TestCase("1 2", Band.Low)]
    [TestCase("2 3", Band.Moderate)]
    [TestCase("1 2 3", Band.Moderate)]
    [TestCase("1 2 3 6", Band.Moderate)]
    [TestCase("2 4", Band.High)]
    [TestCase("2 3 5", Band.High)]
    [TestCase("6", Band.Moderate)]
    [TestCase("6 6b", Band.High)]
    [TestCase("1 2 3 4 5 6 6b", Band.High)]
    [TestCase("", Band.Low)]
    public void A_columbia_screener_answered_in_full_has_its_published_level(string yes, Band band) =>
        Assert.That(Graded(Answered(Screener, Kinds("cssrs.", yes))).Band, Is.EqualTo(band));

    [TestCase("3")]
    [TestCase("4")]
    [TestCase("5")]
    public void A_yes_to_a_question_that_should_have_been_skipped_counts_as_given(string yes)
    {
        var skipped = Graded(Answered(Screener, Kinds("cssrs.", yes)));
        var asked = Graded(Answered(Screener, Kinds("cssrs.", "2 " + yes)));

        Assert.That(skipped.Band, Is.EqualTo(asked.Band));
    }

    [Test]
    public void A_screener_that_stops_after_thoughts_of_killing_oneself_is_not_low()
    {
        var grade = Graded(Piece("cssrs.1", "no"), Piece("cssrs.2", "yes"), Piece("cssrs.6", "no"));

        Assert.That(grade.Band, Is.EqualTo(Band.Moderate));
        Assert.That(grade.Reasons[0].Code, Is.EqualTo("cssrs.open"));
    }

    [Test]
    public void A_no_to_thoughts_of_killing_oneself_skips_the_three_behind_it() =>
        Assert.That(Graded(Piece("cssrs.1", "yes"), Piece("cssrs.2", "no"), Piece("cssrs.6", "no")).Band, Is.EqualTo(Band.Low));

    [TestCase("1 5", Band.Imminent)]
    [TestCase("1 2 3 4 5", Band.Imminent)]
    [TestCase("5", Band.Imminent)]
    [TestCase("1", Band.Moderate)]
    [TestCase("4", Band.Moderate)]
    [TestCase("1 2 3 4", Band.Moderate)]
    [TestCase("", Band.Low)]
    public void An_asq_answered_in_full_is_imminent_when_it_is_now_and_moderate_when_it_is_positive(string yes, Band band) =>
        Assert.That(Graded(Answered(Asq, Kinds("asq.", yes))).Band, Is.EqualTo(band));

    [TestCase("yes")]
    [TestCase("refused")]
    public void A_positive_asq_asks_for_its_fifth_question(string value)
    {
        var grade = Graded(Piece("asq.1", value), Piece("asq.2", "no"), Piece("asq.3", "no"), Piece("asq.4", "no"));

        Assert.That(grade.Reasons.Select(reason => reason.Code), Does.Contain("asq.fifth_open"));
        Assert.That(grade.Band, Is.EqualTo(Band.Moderate));
    }

    [Test]
    public void An_answered_fifth_question_is_not_asked_for() =>
        Assert.That(Graded(Answered(Asq, "asq.1")).Reasons.Select(reason => reason.Code), Does.Not.Contain("asq.fifth_open"));

    private static string[] Kinds(string instrument, string numbers) =>
        [.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => instrument + number)];
}
