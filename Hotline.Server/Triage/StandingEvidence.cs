using Hotline.Server.Floor;
using Hotline.Server.Records;

namespace Hotline.Server.Triage;

/// <summary>The evidence that a grade's reasons stand for; what a no has answered is not among them.</summary>
internal static class StandingEvidence
{
    /// <summary>Older than anything that comes, at the number the grade rests on.</summary>
    public static IEnumerable<Evidence> Of(Grade grade)
    {
        foreach (var reason in grade.Reasons)
            if (Answers.IsKind(reason.Code) || reason.Code == SpineRules.Unrecognised)
                yield return Piece(grade, reason.Code, reason.Value);
        // Something spoke against risk, or the safe floor would stand among the reasons: any question about risk that raises nothing says so again.
        if (grade.Reasons.All(reason => reason.Code != SpineRules.SafeFloor)
            && SpineRules.Rules.LastOrDefault(rule => rule.Clears && rule.Kind != SpineRules.CssrsGate && grade.Reasons.All(reason => reason.Code != rule.Kind)) is { } cleared)
            yield return Piece(grade, cleared.Kind, "no");
    }

    private static Evidence Piece(Grade grade, string kind, string value) => new((int)grade.Basis, kind, value, "standing", DateTimeOffset.MinValue);
}
