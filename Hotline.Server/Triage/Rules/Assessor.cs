using System.Collections.Immutable;
using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Records;

namespace Hotline.Server.Triage.Rules;

/// <summary>Evidence and a rule set → score, band, ordered reasons. Pure and deterministic. It orders a queue and gives reasons; it refuses nobody and predicts nothing.</summary>
public static class Assessor
{
    private readonly record struct Finding(string Code, Weight Weight, string Value);

    /// <summary>All evidence of a contact, in any order; unknown kinds and bad values count as unknown.</summary>
    public static Grade Assess(this RuleSet rules, IReadOnlyList<Evidence> evidence)
    {
        var basis = 0L;
        foreach (var piece in evidence) basis = Math.Max(basis, piece.Number);
        var answers = Answers.Of(rules, evidence);
        var findings = Findings(rules, answers);
        if (findings.Count == 0) return Make(rules, 0, [new Reason(RuleSet.AllNo, 0, "no"), .. Protective(rules, answers, 0)], basis);

        // Which one stands alone is chosen by what is lost if it does not, so that one more finding never lowers the sum.
        var strongest = findings[0];
        foreach (var finding in findings)
            if (Outweighs(finding, strongest)) strongest = finding;
        var reasons = new List<Reason>(findings.Count);
        var (sum, top, foot) = (0, rules.Bands.Imminent - 1, 0);
        foreach (var finding in findings)
        {
            var points = finding.Code == strongest.Code ? finding.Weight.Alone : finding.Weight.Beside;
            sum += points;
            foot = Math.Max(foot, finding.Weight.Alone);
            // What weighs nothing is said only of a question that was asked.
            if (points > 0 || rules.Kinds.ContainsKey(finding.Code)) reasons.Add(new Reason(finding.Code, points, finding.Value));
        }

        // Imminent takes a fact that says so; it is never reached by adding up lesser ones.
        if (foot >= rules.Bands.Imminent) top = BandRanges.Top;
        var score = Math.Min(sum, top);
        // What protects orders within a band; it never cancels an intent, a plan or anything else that is high.
        var room = foot >= rules.Bands.High ? 0 : score - rules.Bands.FootOf(rules.Bands.Of(score));
        foreach (var reason in Protective(rules, answers, room))
        {
            reasons.Add(reason);
            score += reason.Points;
        }
        return Make(rules, score, reasons, basis);
    }

    private static Grade Make(RuleSet rules, int score, IEnumerable<Reason> reasons, long basis) => new(
        score, rules.Bands.Of(score), rules.Version,
        [.. reasons.OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Code, StringComparer.Ordinal)], basis)
    {
        CreditMs = (long)(rules.CreditPerPoint.TotalMilliseconds * score),
        IsFifo = rules.Order == QueueOrder.Fifo,
    };

    private static bool Outweighs(Finding one, Finding other)
    {
        var (mine, theirs) = (one.Weight.Alone - one.Weight.Beside, other.Weight.Alone - other.Weight.Beside);
        if (mine != theirs) return mine > theirs;
        return one.Weight.Alone != other.Weight.Alone ? one.Weight.Alone > other.Weight.Alone : string.CompareOrdinal(one.Code, other.Code) < 0;
    }

    private static List<Finding> Findings(RuleSet rules, Answers answers)
    {
        var findings = new List<Finding>();
        var cleared = false;
        foreach (var kind in rules.Kinds.Values)
        {
            if (answers[kind.Code] is not { } answer) continue;
            if (answer.Number is { } number)
            {
                var weight = kind.Number!.WeightOf(number);
                cleared |= number < kind.Number.ClearsBelow;
                if (weight != Weight.None) findings.Add(new Finding(kind.Code, weight, number.ToString(CultureInfo.InvariantCulture)));
            }
            else if (answer.Word == Answer.No)
            {
                cleared |= kind.Clears;
            }
            else if (kind.Eases == 0)
            {
                findings.Add(answer.Word == Answer.Yes ? new(kind.Code, kind.Yes, "yes") : new(kind.Code, kind.Unknown, answer.Word == Answer.Refused ? "refused" : "unknown"));
            }
        }
        if (answers.HasUnrecognised) findings.Add(new Finding(RuleSet.Unrecognised, rules.SafeFloor, "unknown"));
        foreach (var combination in rules.Combinations)
            if (combination.All.All(answers.Holds) && (combination.Any.Length == 0 || combination.Any.Any(answers.Holds))) findings.Add(new Finding(combination.Code, combination.Weight, "yes"));
        foreach (var open in rules.Open)
            if (IsOpen(open, answers)) findings.Add(new Finding(open.Code, open.Weight, "unknown"));
        // What was never asked is not known: only a no to a question about risk speaks against it.
        if (!cleared) findings.Add(new Finding(RuleSet.SafeFloorCode, rules.SafeFloor, "unknown"));
        return findings;
    }

    private static bool IsOpen(OpenQuestion open, Answers answers) =>
        open.When.Any(kind => answers[kind] is { } answer && open.Is.Contains(answer.Word))
        && open.Unanswered.All(kind => answers[kind] is not { } answer || (open.UnclearToo && answer.Word is Answer.Unknown or Answer.Refused));

    /// <summary>Reasons of what protects, with the points they take off: zero or less, together at most <paramref name="room"/>.</summary>
    private static IEnumerable<Reason> Protective(RuleSet rules, Answers answers, int room)
    {
        foreach (var kind in rules.Kinds.Values.Where(kind => kind.Eases > 0 && answers.Holds(kind.Code)).OrderBy(kind => kind.Code, StringComparer.Ordinal))
        {
            var eased = Math.Min(kind.Eases, room);
            room -= eased;
            yield return new Reason(kind.Code, -eased, "yes");
        }
    }
}
