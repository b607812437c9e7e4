using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Replay;

/// <summary>Waits of a band, seconds.</summary>
public sealed record BandWaits(int Contacts, double BeforeP50, double AfterP50, double BeforeP95, double AfterP95);

/// <summary>What another rule set would have made of recorded contacts.</summary>
/// <param name="Reproduced">Assessments that the rules they name give again, bit for bit.</param>
/// <param name="NotReproduced">Assessments that they do not: graded while the records were away, from the reasons that stood.</param>
/// <param name="RulesGone">Assessments whose rule set is not kept.</param>
/// <param name="Moves">(band before, band after) → contacts, by the last assessment.</param>
/// <param name="PlacesMoved">Contacts that would have been answered in another place.</param>
/// <param name="Waits">By band before.</param>
public sealed record ReplayReport(
    int Contacts, int Assessments, int Reproduced, int NotReproduced, int RulesGone, int Raised, int Lowered,
    IReadOnlyDictionary<(Band Before, Band After), int> Moves, int PlacesMoved, IReadOnlyDictionary<Band, BandWaits> Waits);

/// <summary>Recorded contacts graded again by another rule set. Pure; nothing is written.</summary>
public static class ReplayRun
{
    /// <param name="rulesOf">The rule set that an assessment names; null when it is not kept.</param>
    public static ReplayReport Of(IReadOnlyList<RecordedContact> contacts, CandidateRules candidate, Func<string, RuleSet?> rulesOf)
    {
        var (assessments, reproduced, not, gone) = (0, 0, 0, 0);
        var moves = new Dictionary<(Band, Band), int>();
        foreach (var contact in contacts)
        {
            foreach (var one in contact.Assessments)
            {
                assessments++;
                if (rulesOf(one.RuleSet) is not { } rules) gone++;
                else if (IsSame(one, rules.Assess(contact.UpTo(one.Basis)))) reproduced++;
                else not++;
            }
            if (contact.Assessments.Length == 0) continue;
            var last = contact.Assessments[^1];
            var move = (last.Band, candidate.Assess(contact, last).Band);
            moves[move] = moves.GetValueOrDefault(move) + 1;
        }
        var (before, after) = (QueueReplay.Run(contacts, rulesOf, null), QueueReplay.Run(contacts, rulesOf, candidate));
        return new ReplayReport(
            contacts.Count, assessments, reproduced, not, gone,
            moves.Where(move => move.Key.Item2 > move.Key.Item1).Sum(move => move.Value), moves.Where(move => move.Key.Item2 < move.Key.Item1).Sum(move => move.Value),
            moves, before.Order.Zip(after.Order).Count(pair => pair.First != pair.Second), Waits(contacts, before, after));
    }

    public static bool IsSame(RecordedAssessment recorded, Grade again) =>
        recorded.Score == again.Score && recorded.Band == again.Band && recorded.RuleSet == again.RuleSet && recorded.Reasons.SequenceEqual(again.Reasons);

    private static Dictionary<Band, BandWaits> Waits(IReadOnlyList<RecordedContact> contacts, QueueReplay before, QueueReplay after) => contacts
        .Where(contact => contact.Assessments.Length > 0 && before.Waits.ContainsKey(contact.Id) && after.Waits.ContainsKey(contact.Id))
        .GroupBy(contact => contact.Assessments[^1].Band)
        .ToDictionary(band => band.Key, band =>
        {
            var (old, now) = (band.Select(contact => before.Waits[contact.Id]).Order().ToList(), band.Select(contact => after.Waits[contact.Id]).Order().ToList());
            return new BandWaits(old.Count, At(old, 0.5), At(now, 0.5), At(old, 0.95), At(now, 0.95));
        });

    private static double At(List<TimeSpan> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))].TotalSeconds;
}
