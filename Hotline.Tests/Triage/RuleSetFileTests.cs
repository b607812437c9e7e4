using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Triage;

/// <summary>Rule sets as files: what is shipped, and what is refused with line and reason.</summary>
public sealed class RuleSetFileTests
{
    private static readonly string Shipped = RuleSetFile.Shipped.Yaml;

    private static readonly string[] DomainKinds =
    [
        .. Given.Screener, .. Given.Asq,
        "act_in_progress", "means_at_hand", "plan_72h", "attempt_2w", "child_at_risk", "violence_now", "third_party", "silent_call", "distress",
        "s988.desire", "s988.capability", "s988.intent", "s988.buffers", "beijing.total", "safe_t.level", "repeat_contact", "dropped_call", "night",
    ];

    [Test]
    public void The_shipped_set_has_every_kind_of_the_domain_and_no_fault()
    {
        var reading = RuleSetFile.Read(Shipped);

        Assert.That(reading.Problems, Is.Empty);
        Assert.That(reading.Rules!.Kinds.Keys, Is.SupersetOf(DomainKinds));
        Assert.That(reading.Rules.Hash, Does.Match("^[0-9a-f]{64}$").And.EqualTo(RuleSetFile.Shipped.Hash));
    }

    [Test]
    public void One_changed_number_is_another_version() =>
        Assert.That(RuleSetFile.Read(Shipped.Replace("alone: 96", "alone: 95", StringComparison.Ordinal)).Rules!.Hash, Is.Not.EqualTo(RuleSetFile.Shipped.Hash));

    [Test]
    public void By_fifo_band_and_score_move_nobody()
    {
        var fifo = RuleSetFile.Read(Shipped.Replace("credit_seconds_per_point: 12", "credit_seconds_per_point: 12, order: fifo", StringComparison.Ordinal)).Rules!;
        var calm = new Contact
        {
            Id = new ContactId("calm"), Channel = Channel.Voice, Language = "en", ArrivedAt = Given.Start, State = new ContactState.Waiting(Given.Start),
            Grade = fifo.Assess([Given.Piece("cssrs.1", "no")]),
        };
        var urgent = calm with { Id = new ContactId("urgent"), ArrivedAt = Given.Start.AddSeconds(1), Grade = fifo.Assess([Given.Piece("act_in_progress", "yes")]) };

        Assert.That((RuleSetFile.Shipped.Order, fifo.Order, urgent.Grade.Band), Is.EqualTo((QueueOrder.Rank, QueueOrder.Fifo, Band.Imminent)));
        Assert.That(Rank.Of(calm, FloorRules.Default).Value, Is.LessThan(Rank.Of(urgent, FloorRules.Default).Value));
        Assert.That(Rank.Of(urgent, FloorRules.Default).CreditMs, Is.Zero);
    }

    [Test]
    public void An_unknown_answer_weighs_no_more_than_a_yes() => Assert.That(
        RuleSetFile.Shipped.Kinds.Values.Where(kind => kind.Unknown.Alone > kind.Yes.Alone || kind.Unknown.Beside > kind.Yes.Beside), Is.Empty);

    [TestCase("name: hotline", "name: [", "no YAML")]
    [TestCase("name: hotline", "name: Hot Line", "does not match")]
    [TestCase("format: 1", "format: 2", "is none of 1")]
    [TestCase("safe_floor: 25", "safe_floor: 10", "treated as risk")]
    [TestCase("safe_floor: 25", "safe_floor: many", "whole number")]
    [TestCase("safe_floor: 25", "safe_flor: 25", "no member the schema knows")]
    [TestCase("unsure_below: 50", "", "'unsure_below' is missing")]
    [TestCase("credit_seconds_per_point: 12", "credit_seconds_per_point: 12, order: score", "is none of rank, fifo")]
    [TestCase("moderate: 25, high: 50", "moderate: 55, high: 50", "below high")]
    [TestCase("yes: { alone: 96, beside: 4 }", "yes: { alone: 2, beside: 4 }", "at most alone")]
    [TestCase("yes: { alone: 96, beside: 4 }", "yes: { alone: 196, beside: 4 }", "greater than")]
    [TestCase("yes: { alone: 96, beside: 4 }", "eases: 3", "says nothing against risk")]
    [TestCase("        - { at: 9, alone: 32, beside: 3 }", "        - { at: 9, alone: 22, beside: 3 }", "never weighs less")]
    [TestCase("any: [cssrs.5, plan_72h]", "any: [cssrs.5, plan_99h]", "'plan_99h' is no kind")]
    [TestCase("all: [means_at_hand]\n    any: [cssrs.5", "all: [s988.buffers]\n    any: [cssrs.5", "protects")]
    [TestCase("    alone: 34\n    beside: 2", "    alone: 99\n    beside: 2", "may not weigh more")]
    [TestCase("- { kind: asq.5, ask", "- { kind: asq.1, ask", "asked twice")]
    [TestCase("only_if: { any: [cssrs.6]", "only_if: { any: [asq.1]", "is not asked before")]
    public void A_broken_file_is_refused_with_the_line_and_the_reason(string before, string after, string reason)
    {
        Assert.That(Shipped, Does.Contain(before), "the case itself");
        var line = 1 + Shipped[..Shipped.IndexOf(before, StringComparison.Ordinal)].Count(sign => sign == '\n');

        var reading = RuleSetFile.Read(Shipped.Replace(before, after, StringComparison.Ordinal));

        Assert.That(reading.Rules, Is.Null);
        Assert.That(reading.Problems.Select(problem => problem.Reason), Has.Some.Contains(reason), string.Join('\n', reading.Problems));
        Assert.That(reading.Problems.Select(problem => Math.Abs(problem.Line - line)).Min(), Is.LessThanOrEqualTo(after.Length == 0 ? 400 : 8), string.Join('\n', reading.Problems));
    }

    [TestCase("")]
    [TestCase("- a\n- b")]
    [TestCase("a: &x 1\nb: *x")]
    [TestCase("---\na: 1\n---\nb: 2")]
    [TestCase("name: x\nname: y")]
    public void What_is_no_rule_set_at_all_is_refused(string yaml) => Assert.That(RuleSetFile.Read(yaml).Problems, Is.Not.Empty);

    [Test]
    public void A_changed_set_grades_differently_at_once()
    {
        var changed = RuleSetFile.Read(Shipped.Replace("yes: { alone: 36, beside: 4 }", "yes: { alone: 56, beside: 4 }", StringComparison.Ordinal)).Rules!;
        var evidence = new[] { Given.Piece("cssrs.1", "no"), Given.Piece("means_at_hand", "yes") };

        Assert.That((RuleSetFile.Shipped.Assess(evidence).Band, changed.Assess(evidence).Band), Is.EqualTo((Band.Moderate, Band.High)));
    }

    [TestCase("beijing.total", "16", Band.High)]
    [TestCase("beijing.total", "8", Band.High)]
    [TestCase("beijing.total", "7", Band.Moderate)]
    [TestCase("beijing.total", "4", Band.Moderate)]
    [TestCase("beijing.total", "3", Band.Low)]
    [TestCase("beijing.total", "0", Band.Low)]
    [TestCase("beijing.total", "17", Band.Moderate)]
    [TestCase("safe_t.level", "1", Band.Low)]
    [TestCase("safe_t.level", "2", Band.Moderate)]
    [TestCase("safe_t.level", "3", Band.High)]
    public void A_total_has_the_band_its_instrument_publishes_and_one_out_of_range_is_unknown(string kind, string value, Band band) =>
        Assert.That(Given.Graded(Given.Piece(kind, value)).Band, Is.EqualTo(band));

    [Test]
    public void Of_the_988_standard_intent_with_desire_or_capability_is_high_whatever_holds_them()
    {
        var intent = Given.Graded(Given.Piece("s988.desire", "no"), Given.Piece("s988.capability", "yes"), Given.Piece("s988.intent", "yes"));
        var held = Given.Graded(Given.Piece("s988.desire", "no"), Given.Piece("s988.capability", "yes"), Given.Piece("s988.intent", "yes"), Given.Piece("s988.buffers", "yes"));

        Assert.That((intent.Band, held.Score), Is.EqualTo((Band.High, intent.Score)));
        Assert.That(held.Reasons, Does.Contain(new Reason("s988.buffers", 0, "yes")));
    }

    [Test]
    public void What_is_said_with_too_little_confidence_counts_as_unknown()
    {
        var denied = Given.Piece("act_in_progress", "no");

        Assert.That(Given.Graded(denied, Given.Piece("cssrs.4", "yes") with { Confidence = 49 }).Reasons, Does.Contain(new Reason("cssrs.4", 25, "unknown")));
        Assert.That(Given.Graded(denied, Given.Piece("cssrs.4", "yes") with { Confidence = 50 }).Band, Is.EqualTo(Band.High));
        Assert.That(Given.Graded(denied with { Confidence = 10 }).Band, Is.EqualTo(Band.Moderate), "an unsure no clears nothing");
    }

    [Test]
    public void The_document_lists_every_code()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "triage.md"));
        string[] codes =
        [
            .. RuleSetFile.Shipped.Kinds.Keys, .. RuleSetFile.Shipped.Combinations.Select(combination => combination.Code),
            .. RuleSetFile.Shipped.Open.Select(open => open.Code), RuleSet.SafeFloorCode, RuleSet.AllNo, RuleSet.Unrecognised,
        ];

        Assert.That(codes.Where(code => !document.Contains($"`{code}`", StringComparison.Ordinal)), Is.Empty);
    }
}
