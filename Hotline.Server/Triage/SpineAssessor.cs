using System.Collections.Immutable;
using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Records;

namespace Hotline.Server.Triage;

/// <summary>Grades by <see cref="SpineRules"/>. It orders a queue and gives reasons; it refuses nobody and predicts nothing.</summary>
public sealed class SpineAssessor : IAssessor
{
    private readonly record struct Finding(string Code, Weight Weight, string Value);

    public Grade Assess(IReadOnlyList<Evidence> evidence)
    {
        var basis = evidence.Count == 0 ? 0 : evidence.Max(piece => piece.Number);
        var findings = Findings(Answers.Of(evidence)).ToList();
        if (findings.Count == 0) return new Grade(0, Band.Low, SpineRules.Version, [new Reason(SpineRules.AllNo, 0, "no")], basis);

        // Which one stands alone is chosen by what is lost if it does not, so that one more finding never lowers the sum.
        var strongest = findings.OrderByDescending(finding => finding.Weight.Alone - finding.Weight.Beside)
            .ThenByDescending(finding => finding.Weight.Alone).ThenBy(finding => finding.Code, StringComparer.Ordinal).First();
        var reasons = findings.Select(finding => finding == strongest
            ? new Reason(finding.Code, finding.Weight.Alone, finding.Value)
            : new Reason(finding.Code, finding.Weight.Beside, finding.Value))
            // What weighs nothing is said only of a question that was asked.
            .Where(reason => reason.Points > 0 || Answers.IsKind(reason.Code));

        // Imminent takes a fact that says so; it is never reached by adding up lesser ones.
        var top = findings.Any(finding => finding.Weight.Alone >= Bands.Imminent) ? Bands.Top : Bands.Imminent - 1;
        var ordered = reasons.OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Code, StringComparer.Ordinal).ToImmutableArray();
        var score = Math.Min(ordered.Sum(reason => reason.Points), top);
        return new Grade(score, Bands.Of(score), SpineRules.Version, ordered, basis);
    }

    private static IEnumerable<Finding> Findings(Answers answers)
    {
        foreach (var rule in SpineRules.Rules)
        {
            if (answers[rule.Kind] is not { } answer || answer == Answer.No) continue;
            yield return answer == Answer.Yes
                ? new Finding(rule.Kind, rule.Yes, "yes")
                : new Finding(rule.Kind, rule.Unknown, answer == Answer.Refused ? "refused" : "unknown");
        }

        if (answers.Distress is > 0 and { } distress)
            yield return new Finding(SpineRules.Distress, SpineRules.OfDistress(distress), distress.ToString(CultureInfo.InvariantCulture));
        if (answers.DistressUnknown) yield return new Finding(SpineRules.Distress, Weight.SafeFloor, "unknown");
        if (answers.HasUnrecognised) yield return new Finding(SpineRules.Unrecognised, Weight.SafeFloor, "unknown");

        foreach (var combination in SpineRules.Combinations)
            if (Holds(combination, answers)) yield return new Finding(combination.Code, combination.Weight, "yes");
        if (FifthIsOpen(answers)) yield return new Finding(SpineRules.AsqFifthOpen, SpineRules.AsqFifthOpenWeight, "unknown");
        if (CssrsIsOpen(answers)) yield return new Finding(SpineRules.CssrsOpen, Weight.SafeFloor, "unknown");
        if (!IsCleared(answers)) yield return new Finding(SpineRules.SafeFloor, Weight.SafeFloor, "unknown");
    }

    private static bool Holds(Combination combination, Answers answers) =>
        combination.All.All(kind => answers[kind] == Answer.Yes) && combination.Any.Any(kind => answers[kind] == Answer.Yes);

    // ASQ: any yes or refusal of the four asks for the fifth.
    private static bool FifthIsOpen(Answers answers) =>
        answers[SpineRules.AsqNow] is null or Answer.Unknown or Answer.Refused
        && SpineRules.AsqScreen.Any(kind => answers[kind] is Answer.Yes or Answer.Refused);

    // C-SSRS: only a no to thoughts of killing oneself skips method, intent and plan.
    private static bool CssrsIsOpen(Answers answers) =>
        answers[SpineRules.CssrsGate] is Answer.Yes or Answer.Unknown or Answer.Refused
        && SpineRules.CssrsBehindGate.All(kind => answers[kind] is null);

    // What was never asked is not known: only a no to a question about risk speaks against it.
    private static bool IsCleared(Answers answers) => SpineRules.Rules.Any(rule => rule.Clears && answers[rule.Kind] == Answer.No);
}
