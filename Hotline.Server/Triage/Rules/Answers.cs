using System.Globalization;
using Hotline.Server.Records;

namespace Hotline.Server.Triage.Rules;

public enum Answer { No, Unknown, Refused, Yes }

/// <summary>One answer: a word, or a number.</summary>
/// <param name="Number">Set for a kind of numbers that was answered with one; <paramref name="Word"/> is then yes when it holds, else no.</param>
public readonly record struct Answered(Answer Word, int? Number);

/// <summary>What is known of a contact: the latest answer of each kind. A later answer stands in front of an earlier one, whoever gave it; both are kept.</summary>
public sealed class Answers
{
    private readonly Dictionary<string, Answered> given = new(StringComparer.Ordinal);

    /// <summary>Evidence of a kind that the rules do not have.</summary>
    public bool HasUnrecognised { get; private init; }

    public Answered? this[string kind] => given.TryGetValue(kind, out var answer) ? answer : null;

    public bool Holds(string kind) => given.TryGetValue(kind, out var answer) && answer.Word == Answer.Yes;

    public static Answers Of(RuleSet rules, IReadOnlyList<Evidence> evidence)
    {
        var latest = new Dictionary<string, Evidence>(StringComparer.Ordinal);
        foreach (var piece in evidence)
        {
            var kind = rules.Kinds.ContainsKey(piece.Kind) ? piece.Kind : RuleSet.Unrecognised;
            if (!latest.TryGetValue(kind, out var before) || Replaces(rules, piece, before)) latest[kind] = piece;
        }
        var answers = new Answers { HasUnrecognised = latest.Remove(RuleSet.Unrecognised) };
        foreach (var (kind, piece) in latest) answers.given[kind] = Read(rules, rules.Kinds[kind], piece);
        return answers;
    }

    /// <summary>Anything but the words and a number in range is unknown, and so is what was said with too little confidence.</summary>
    public static Answered Read(RuleSet rules, EvidenceKind kind, Evidence piece)
    {
        if (piece.Value == "refused") return new Answered(Answer.Refused, null);
        if (piece.Confidence < rules.UnsureBelow) return new Answered(Answer.Unknown, null);
        if (kind.Number is { } range)
            return NumberIn(range, piece.Value) is { } number ? new Answered(number >= range.HoldsFrom ? Answer.Yes : Answer.No, number) : new Answered(Answer.Unknown, null);
        return new Answered(piece.Value switch { "yes" => Answer.Yes, "no" => Answer.No, _ => Answer.Unknown }, null);
    }

    public static int? NumberIn(NumberRange range, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.From && number <= range.To ? number : null;

    // Of two answers with one time and one number the riskier stands, so that their order does not matter.
    private static bool Replaces(RuleSet rules, Evidence piece, Evidence before)
    {
        var order = (piece.At, piece.Number).CompareTo((before.At, before.Number));
        return order > 0 || (order == 0 && rules.Kinds.TryGetValue(piece.Kind, out var kind) && Risk(rules, kind, piece) > Risk(rules, kind, before));
    }

    // Tenths between the words keep refused and unknown apart, as their reasons are.
    private static int Risk(RuleSet rules, EvidenceKind kind, Evidence piece)
    {
        var answer = Read(rules, kind, piece);
        var weight = answer switch
        {
            { Number: { } number } => kind.Number!.WeightOf(number),
            { Word: Answer.Yes } => kind.Yes,
            { Word: Answer.No } => new Weight(-1, 0),
            _ => kind.Unknown,
        };
        return (weight.Alone * 1000) + (weight.Beside * 10) + (int)answer.Word + (kind.Eases > 0 && answer.Word == Answer.Yes ? -2000 : 0);
    }
}
