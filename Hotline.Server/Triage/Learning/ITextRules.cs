using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage.Learning;

/// <summary>What the rules say of texts alone.</summary>
/// <param name="Score">With the safe floor, as the product would have it.</param>
/// <param name="Silent">Nothing in the texts gave points: the score is only the safe floor of what was never asked.</param>
public readonly record struct TextGrade(int Score, Band Band, bool Silent);

/// <summary>Texts → the rules' score, without a model.</summary>
public interface ITextRules
{
    BandRanges Bands { get; }

    TextGrade Grade(IEnumerable<TextSignal> signals);
}

/// <summary>By a rule set: each kind that counts, as strong as it is said often.</summary>
public sealed class SignalRules(RuleSet rules) : ITextRules
{
    public BandRanges Bands => rules.Bands;

    public TextGrade Grade(IEnumerable<TextSignal> signals)
    {
        var kinds = signals.Select(TextEvidence.Counted).Where(kind => kind is not null && rules.Kinds.ContainsKey(kind)).GroupBy(kind => kind!, StringComparer.Ordinal);
        var grade = rules.Assess([.. kinds.Select((kind, i) => new Evidence(i + 1, kind.Key, rules.Kinds[kind.Key].Number is null ? "yes" : Strength(kind.Count()), "text", DateTimeOffset.UnixEpoch))]);
        return new TextGrade(grade.Score, grade.Band, grade.Reasons.All(reason => reason.Points <= 0 || reason.Code == RuleSet.SafeFloorCode));
    }

    private static string Strength(int times) => times switch { 1 => "1", < 4 => "2", _ => "3" };
}
