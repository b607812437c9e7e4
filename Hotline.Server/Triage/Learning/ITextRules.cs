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

/// <summary>By a rule set: each kind of signal that was meant is a yes.</summary>
public sealed class SignalRules(RuleSet rules) : ITextRules
{
    public BandRanges Bands => rules.Bands;

    public TextGrade Grade(IEnumerable<TextSignal> signals)
    {
        var kinds = signals.Where(signal => signal.Meant == Meant.Direct).Select(signal => signal.Kind).Distinct(StringComparer.Ordinal);
        var grade = rules.Assess([.. kinds.Where(rules.Kinds.ContainsKey).Select((kind, i) => new Evidence(i + 1, kind, "yes", "text", DateTimeOffset.UnixEpoch))]);
        return new TextGrade(grade.Score, grade.Band, grade.Reasons.All(reason => reason.Points == 0 || reason.Code == RuleSet.SafeFloorCode));
    }
}
