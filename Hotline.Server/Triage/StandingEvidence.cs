using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage;

/// <summary>The evidence that a grade's reasons stand for; what a no has answered is not among them.</summary>
internal static class StandingEvidence
{
    /// <summary>Older than anything that comes, at the number the grade rests on.</summary>
    public static IEnumerable<Evidence> Of(RuleSet rules, Grade grade)
    {
        foreach (var reason in grade.Reasons)
            if (rules.Kinds.ContainsKey(reason.Code) || reason.Code == RuleSet.Unrecognised)
                yield return Piece(grade, reason.Code, reason.Value);
        // Something spoke against risk, or the safe floor would stand among the reasons: a question about risk that raises nothing says so again.
        if (grade.Reasons.All(reason => reason.Code != RuleSet.SafeFloorCode)
            && rules.Kinds.Values.Where(kind => kind.Clears && grade.Reasons.All(reason => reason.Code != kind.Code) && rules.Open.All(open => !open.Unanswered.Contains(kind.Code) && !open.When.Contains(kind.Code)))
                .MinBy(kind => kind.Code, StringComparer.Ordinal) is { } cleared)
            yield return Piece(grade, cleared.Code, "no");
    }

    private static Evidence Piece(Grade grade, string kind, string value) => new((int)grade.Basis, kind, value, "standing", DateTimeOffset.MinValue);
}
