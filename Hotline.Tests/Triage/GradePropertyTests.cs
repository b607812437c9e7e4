using CsCheck;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;
using NUnit.Framework;

namespace Hotline.Tests.Triage;

/// <summary>What holds of every grade, whatever the evidence.</summary>
public sealed class GradePropertyTests
{
    private static readonly RuleSet Rules = RuleSetFile.Shipped;
    private static readonly string[] Risks = [.. Rules.Kinds.Values.Where(kind => kind.Number is null && kind.Eases == 0).Select(kind => kind.Code).Order(StringComparer.Ordinal)];
    private static readonly string[] Protects = [.. Rules.Kinds.Values.Where(kind => kind.Eases > 0).Select(kind => kind.Code).Order(StringComparer.Ordinal)];
    private static readonly string[] Numbers = [.. Rules.Kinds.Values.Where(kind => kind.Number is not null).Select(kind => kind.Code).Order(StringComparer.Ordinal)];

    private static readonly Gen<Evidence> Answered =
        from kind in Gen.OneOf<string>([.. Risks, .. Protects, "favourite_colour"])
        from value in Gen.OneOf("yes", "no", "no", "no", "unknown", "refused", "maybe")
        from second in Gen.Int[0, 3]
        select Given.Piece(kind, value, second: second);

    private static readonly Gen<Evidence> Felt =
        from kind in Gen.OneOf(Numbers)
        from value in Gen.Int[-1, 90]
        from second in Gen.Int[0, 3]
        from sure in Gen.OneOf(100, 100, 60, 20)
        select Given.Piece(kind, $"{value}", second: second) with { Confidence = sure };

    private static readonly Gen<Evidence[]> Evidences =
        from pieces in Gen.Frequency((7, Answered), (3, Felt)).Array[0, 24]
        select pieces.Select((piece, index) => piece with { Number = index + 1 }).ToArray();

    [Test]
    public void A_yes_never_lowers_score_or_band() => Gen.Select(Evidences, Gen.OneOf(Risks)).Sample((evidence, kind) =>
        NotLower(Given.Graded(evidence), Given.Graded([.. evidence, Given.Piece(kind, "yes", evidence.Length + 1, second: 9)])), iter: 20_000);

    [Test]
    public void A_higher_number_never_lowers_score_or_band() => Gen.Select(Evidences, Gen.OneOf(Numbers), Gen.Int[0, 100], Gen.Int[1, 100]).Sample((evidence, kind, felt, more) =>
    {
        var range = Rules.Kinds[kind].Number!;
        var low = range.From + (felt * (range.To - range.From) / 100);
        var before = Given.Piece(kind, $"{low}", evidence.Length + 1, second: 8);
        var after = Given.Piece(kind, $"{Math.Min(range.To, low + more)}", evidence.Length + 2, second: 9);
        return NotLower(Given.Graded([.. evidence, before]), Given.Graded([.. evidence, before, after]));
    }, iter: 20_000);

    [Test]
    public void A_first_number_that_clears_nothing_never_lowers_score_or_band() => Gen.Select(Answered.Array[0, 12], Gen.Int[0, 10]).Sample((evidence, felt) =>
        NotLower(Given.Graded(evidence), Given.Graded([.. evidence, Given.Piece("distress", $"{felt}")])), iter: 20_000);

    [Test]
    public void Only_an_unknown_that_turns_into_a_no_may_calm() => Gen.Select(Evidences, Gen.OneOf(Risks), Gen.OneOf("unknown", "refused", "hm")).Sample(
        (evidence, kind, value) =>
        {
            var open = Given.Graded([.. evidence, Given.Piece(kind, value, evidence.Length + 1, second: 9)]);
            var denied = Given.Graded([.. evidence, Given.Piece(kind, "no", evidence.Length + 1, second: 9)]);
            return NotLower(denied, open);
        }, iter: 20_000);

    [Test]
    public void A_score_lies_in_the_range_of_its_band() => Evidences.Sample(evidence =>
    {
        var grade = Given.Graded(evidence);
        return grade.Score is >= 0 and <= 100 && Rules.Bands.Of(grade.Score) == grade.Band;
    }, iter: 20_000);

    [Test]
    public void Imminent_takes_a_fact_that_is_imminent_by_itself() => Evidences.Sample(evidence =>
    {
        var grade = Given.Graded(evidence);
        return grade.Band != Band.Imminent || grade.Reasons[0].Points >= Rules.Bands.Imminent;
    }, iter: 20_000);

    [Test]
    public void What_protects_never_cancels_what_is_high_and_never_changes_a_band() => Gen.Select(Evidences, Gen.OneOf(Protects)).Sample((evidence, kind) =>
    {
        var (before, after) = (Given.Graded(evidence), Given.Graded([.. evidence, Given.Piece(kind, "yes", evidence.Length + 1, second: 9)]));
        return after.Band == before.Band && after.Score <= before.Score && (before.Reasons[0].Points < Rules.Bands.High || after.Score == before.Score);
    }, iter: 20_000);

    [Test]
    public void The_same_evidence_has_the_same_grade_bit_for_bit() => Evidences.Sample(evidence =>
        System.Text.Json.JsonSerializer.Serialize(Given.Graded(evidence), FloorJson.Default.Grade)
        == System.Text.Json.JsonSerializer.Serialize(RuleSetFile.Read(Rules.Yaml).Rules!.Assess(evidence), FloorJson.Default.Grade), iter: 50);

    [Test]
    public void The_order_in_which_evidence_arrives_does_not_matter() => Gen.Select(Evidences, Gen.Int).Sample((evidence, seed) =>
    {
        var shuffled = evidence.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Same(Given.Graded(evidence), Given.Graded(shuffled));
    }, iter: 20_000);

    [Test]
    public void Reasons_are_sorted_have_one_entry_a_code_and_carry_no_free_text() => Evidences.Sample(evidence =>
    {
        var reasons = Given.Graded(evidence).Reasons;
        return reasons.Length > 0
            && reasons.Zip(reasons.Skip(1)).All(pair => pair.First.Points >= pair.Second.Points)
            && reasons.DistinctBy(reason => reason.Code).Count() == reasons.Length
            && reasons.All(reason => reason.Value is "yes" or "no" or "unknown" or "refused" || int.TryParse(reason.Value, out _));
    }, iter: 20_000);

    private static bool NotLower(Grade before, Grade after) => after.Score >= before.Score && after.Band >= before.Band;

    private static bool Same(Grade one, Grade other) => one with { Reasons = [] } == other with { Reasons = [] } && one.Reasons.SequenceEqual(other.Reasons);
}
