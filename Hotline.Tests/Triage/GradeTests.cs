using Hotline.Server.Floor;
using NUnit.Framework;
using static Hotline.Tests.Triage.Given;

namespace Hotline.Tests.Triage;

public sealed class GradeTests
{
    [TestCase("act_in_progress", Band.Imminent)]
    [TestCase("violence_now", Band.High)]
    [TestCase("child_at_risk", Band.High)]
    [TestCase("plan_72h", Band.High)]
    [TestCase("attempt_2w", Band.High)]
    [TestCase("means_at_hand", Band.Moderate)]
    [TestCase("silent_call", Band.Moderate)]
    [TestCase("third_party", Band.Low)]
    public void A_fact_has_its_band_when_all_else_is_denied(string kind, Band band) =>
        Assert.That(Graded([.. Answered(Screener), Piece(kind, "yes")]).Band, Is.EqualTo(band));

    [Test]
    public void Nothing_known_is_moderate()
    {
        var grade = Graded();

        Assert.That(grade.Band, Is.EqualTo(Band.Moderate));
        Assert.That(grade.Reasons, Is.EqualTo(new[] { new Reason("safe_floor", 25, "unknown") }));
    }

    [TestCase("unknown")]
    [TestCase("refused")]
    [TestCase("perhaps")]
    [TestCase("")]
    public void Only_unknown_is_moderate(string value) =>
        Assert.That(Graded(Piece("cssrs.1", value), Piece("cssrs.2", value)).Band, Is.EqualTo(Band.Moderate));

    [Test]
    public void One_yes_to_the_mildest_question_with_nothing_denied_stays_moderate() =>
        Assert.That(Graded(Piece("cssrs.1", "yes")).Band, Is.EqualTo(Band.Moderate));

    [Test]
    public void All_answered_no_is_low_and_says_so()
    {
        var grade = Graded(Answered([.. Screener, .. Asq, "act_in_progress", "child_at_risk"]));

        Assert.That((grade.Score, grade.Band), Is.EqualTo((0, Band.Low)));
        Assert.That(grade.Reasons, Is.EqualTo(new[] { new Reason("all_no", 0, "no") }));
    }

    [TestCase("refused")]
    [TestCase("unknown")]
    public void A_grave_question_left_open_is_moderate_though_the_rest_is_denied(string value) =>
        Assert.That(Graded([.. Answered(Screener), Piece("act_in_progress", value)]).Band, Is.EqualTo(Band.Moderate));

    [Test]
    public void Evidence_of_an_unknown_kind_holds_the_safe_floor_and_keeps_its_name_out_of_the_reasons()
    {
        var grade = Graded([.. Answered(Screener), Piece("somebody's name", "yes")]);

        Assert.That(grade.Band, Is.EqualTo(Band.Moderate));
        Assert.That(grade.Reasons, Is.EqualTo(new[] { new Reason("unrecognised", 25, "unknown") }));
    }

    [Test]
    public void Whether_somebody_else_calls_or_nobody_speaks_does_not_speak_against_risk() =>
        Assert.That(Graded(Piece("third_party", "no"), Piece("silent_call", "no"), Piece("distress", "1")).Band, Is.EqualTo(Band.Moderate));

    [TestCase("7", Band.Low)]
    [TestCase("8", Band.Moderate)]
    [TestCase("10", Band.Moderate)]
    [TestCase("11", Band.Moderate)]
    [TestCase("a lot", Band.Moderate)]
    public void High_distress_is_moderate_and_so_is_one_that_cannot_be_read(string value, Band band) =>
        Assert.That(Graded([.. Answered(Screener), Piece("distress", value)]).Band, Is.EqualTo(band));

    [TestCase("cssrs.4", Band.High)]
    [TestCase("cssrs.5", Band.Imminent)]
    [TestCase("plan_72h", Band.Imminent)]
    public void Means_at_hand_raise_an_intent(string intent, Band band)
    {
        var without = Graded([.. Answered(Screener, "cssrs.2"), Piece(intent, "yes", 9)]);
        var with = Graded([.. Answered(Screener, "cssrs.2"), Piece(intent, "yes", 9), Piece("means_at_hand", "yes")]);

        Assert.That(with.Score, Is.GreaterThan(without.Score + 4));
        Assert.That(with.Band, Is.EqualTo(band));
    }

    [Test]
    public void Reasons_stand_strongest_first_and_add_up_to_the_score()
    {
        var grade = Graded([.. Answered(Screener, "cssrs.1", "cssrs.2", "cssrs.4"), Piece("third_party", "yes")]);

        Assert.That(grade.Reasons.Select(reason => reason.Code), Is.EqualTo(new[] { "cssrs.4", "cssrs.1", "cssrs.2", "third_party" }));
        Assert.That(grade.Score, Is.EqualTo(grade.Reasons.Sum(reason => reason.Points)));
    }

    [Test]
    public void The_safe_floor_is_no_reason_beside_a_stronger_one_and_a_refusal_stays_one()
    {
        var grade = Graded(Piece("cssrs.4", "yes"), Piece("means_at_hand", "refused"));

        Assert.That(grade.Reasons, Is.EqualTo(new[] { new Reason("cssrs.4", 60, "yes"), new Reason("means_at_hand", 0, "refused") }));
    }

    [Test]
    public void A_later_answer_replaces_an_earlier_one_by_time_and_then_by_number()
    {
        Assert.That(Graded(Piece("cssrs.4", "yes", 1, second: 5), Piece("cssrs.4", "no", 2, second: 9)).Band, Is.EqualTo(Band.Low));
        Assert.That(Graded(Piece("cssrs.4", "yes", 1, second: 9), Piece("cssrs.4", "no", 2, second: 5)).Band, Is.EqualTo(Band.High));
        Assert.That(Graded(Piece("cssrs.4", "no", 1), Piece("cssrs.4", "yes", 2)).Band, Is.EqualTo(Band.High));
    }

    [Test]
    public void A_grade_names_its_rules_and_the_last_evidence_it_rests_on()
    {
        var grade = Graded(Piece("cssrs.1", "no", 7), Piece("cssrs.2", "no", 4));

        Assert.That(grade.Basis, Is.EqualTo(7));
        Assert.That(grade.RuleSet, Does.Match("^hotline@[0-9a-f]{16}$"));
    }
}
