using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage.Replay;
using Hotline.Server.Triage.Rules;
using NUnit.Framework;

namespace Hotline.Tests.Triage;

/// <summary>Recorded contacts played again: each assessment from its own inputs, and the queue by other ranks.</summary>
public sealed class ReplayTests
{
    private static readonly RuleSet Shipped = RuleSetFile.Shipped;
    private static readonly RuleSet Sharper = RuleSetFile.Read(Shipped.Yaml.Replace("yes: { alone: 36, beside: 4 }", "yes: { alone: 56, beside: 4 }", StringComparison.Ordinal)).Rules!;
    private static readonly RuleSet ByArrival = RuleSetFile.Read(Shipped.Yaml.Replace("credit_seconds_per_point: 12", "credit_seconds_per_point: 0", StringComparison.Ordinal)).Rules!;

    [Test]
    public void An_assessment_is_reproduced_from_the_evidence_it_rests_on_and_no_later_one()
    {
        var contact = Contact("a", 0, 60, Given.Piece("cssrs.1", "yes", 1), Given.Piece("cssrs.2", "no", 2), Given.Piece("act_in_progress", "yes", 3));

        var report = ReplayRun.Of([contact], new(Shipped), Find);

        Assert.That((report.Assessments, report.Reproduced, report.NotReproduced, report.Raised + report.Lowered), Is.EqualTo((3, 3, 0, 0)));
    }

    [Test]
    public void An_assessment_that_says_something_else_or_whose_rules_are_gone_is_counted_as_such()
    {
        var contact = Contact("a", 0, 60, Given.Piece("cssrs.4", "yes", 1));
        var changed = contact with { Assessments = [contact.Assessments[0] with { Score = 61 }] };

        Assert.That(ReplayRun.Of([changed], new(Shipped), Find).NotReproduced, Is.EqualTo(1));
        Assert.That(ReplayRun.Of([contact], new(Shipped), _ => null).RulesGone, Is.EqualTo(1));
    }

    [Test]
    public void A_rule_that_weighs_more_raises_whom_it_concerns()
    {
        RecordedContact[] contacts = [Contact("a", 0, 60, Given.Piece("cssrs.1", "no", 1), Given.Piece("means_at_hand", "yes", 2)), Contact("b", 1, 70, Given.Piece("cssrs.4", "yes", 1))];

        var report = ReplayRun.Of(contacts, new(Sharper), Find);

        Assert.That((report.Raised, report.Lowered), Is.EqualTo((1, 0)));
        Assert.That(report.Moves[(Band.Moderate, Band.High)], Is.EqualTo(1));
    }

    [Test]
    public void By_arrival_alone_the_grave_wait_longer_and_the_first_come_first()
    {
        RecordedContact[] contacts =
        [
            Contact("low", 0, 100, Given.Piece("cssrs.1", "no", 1)), Contact("high", 30, 90, Given.Piece("cssrs.4", "yes", 1)), Contact("left", 10, null, Given.Piece("cssrs.1", "no", 1)) with { LeftAt = Given.Start.AddSeconds(20) },
        ];

        var report = ReplayRun.Of(contacts, new(ByArrival), Find);

        Assert.That(report.PlacesMoved, Is.EqualTo(2));
        Assert.That((report.Waits[Band.High].BeforeP50, report.Waits[Band.High].AfterP50), Is.EqualTo((60, 70)));
        Assert.That((report.Waits[Band.Low].BeforeP50, report.Waits[Band.Low].AfterP50), Is.EqualTo((100, 90)));
    }

    [Test]
    public void A_candidate_reads_the_texts_anew_by_its_own_phrases_and_only_those_sent_by_then()
    {
        const string Text = "I am going to kill myself tonight, I have the pills";
        var early = Contact("a", 0, 60, Given.Piece("cssrs.1", "no", 1)) with { Texts = [new(Given.Start, Text)] };
        var late = early with { Id = "b", Texts = [new(Given.Start.AddHours(1), Text)] };

        Assert.That(Moves(early), Is.EqualTo(new[] { (Band.Low, Band.High) }));
        Assert.That(Moves(late), Is.EqualTo(new[] { (Band.Low, Band.Low) }));

        IEnumerable<(Band, Band)> Moves(RecordedContact contact) => ReplayRun.Of([contact], new(Shipped), Find).Moves.Keys;
    }

    private static RuleSet? Find(string version) => version == Shipped.Version ? Shipped : null;

    /// <summary>Assessed with each piece of evidence as it came, a second after the other.</summary>
    private static RecordedContact Contact(string id, int arrived, int? answered, params Evidence[] evidence) => new(
        id, new LineId("demo"), "en", Given.Start.AddSeconds(arrived), answered is { } at ? Given.Start.AddSeconds(at) : null, null, [.. evidence],
        [.. evidence.Select((piece, index) => Of(arrived + index, Shipped.Assess([.. evidence.Take(index + 1)])))], []);

    private static RecordedAssessment Of(int second, Grade grade) => new(Given.Start.AddSeconds(second), grade.Basis, grade.RuleSet, grade.Score, grade.Band, grade.Reasons);
}
