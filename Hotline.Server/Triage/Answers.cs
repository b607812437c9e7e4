using System.Collections.Frozen;
using System.Globalization;
using Hotline.Server.Records;

namespace Hotline.Server.Triage;

public enum Answer { No, Unknown, Refused, Yes }

/// <summary>What is known of a contact: the latest answer of each kind. A later answer replaces an earlier one, whoever gave it.</summary>
public sealed class Answers
{
    private static readonly FrozenSet<string> Kinds = SpineRules.Rules.Select(rule => rule.Kind).ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, Answer> given = new(StringComparer.Ordinal);

    /// <summary>0–10; null when not given or not known.</summary>
    public int? Distress { get; private init; }

    /// <summary>A distress was given, but not a number of 0–10.</summary>
    public bool DistressUnknown { get; private init; }

    /// <summary>Evidence of a kind that the rules do not have.</summary>
    public bool HasUnrecognised { get; private init; }

    public bool Any => given.Count > 0 || Distress is not null || DistressUnknown || HasUnrecognised;

    public Answer? this[string kind] => given.TryGetValue(kind, out var answer) ? answer : null;

    public static bool IsKind(string kind) => kind == SpineRules.Distress || Kinds.Contains(kind);

    public static Answers Of(IReadOnlyList<Evidence> evidence)
    {
        var latest = new Dictionary<string, Evidence>(StringComparer.Ordinal);
        foreach (var piece in evidence)
        {
            var kind = IsKind(piece.Kind) ? piece.Kind : SpineRules.Unrecognised;
            if (!latest.TryGetValue(kind, out var before) || Replaces(piece, before)) latest[kind] = piece;
        }

        var distress = latest.TryGetValue(SpineRules.Distress, out var felt) ? ReadDistress(felt.Value) : null;
        var answers = new Answers
        {
            Distress = distress,
            DistressUnknown = felt is not null && distress is null,
            HasUnrecognised = latest.ContainsKey(SpineRules.Unrecognised),
        };
        foreach (var rule in SpineRules.Rules)
            if (latest.TryGetValue(rule.Kind, out var piece)) answers.given[rule.Kind] = Read(piece.Value);
        return answers;
    }

    /// <summary>Anything but the four words is unknown.</summary>
    public static Answer Read(string value) => value switch
    {
        "yes" => Answer.Yes,
        "no" => Answer.No,
        "refused" => Answer.Refused,
        _ => Answer.Unknown,
    };

    /// <summary>A whole number of 0–10; null for anything else.</summary>
    public static int? ReadDistress(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var distress) && distress <= 10 ? distress : null;

    // Of two answers with one time and one number the riskier stands, so that their order does not matter.
    private static bool Replaces(Evidence piece, Evidence before) =>
        (piece.At, piece.Number, Risk(piece)).CompareTo((before.At, before.Number, Risk(before))) > 0;

    private static int Risk(Evidence piece) =>
        piece.Kind == SpineRules.Distress ? ReadDistress(piece.Value) ?? SpineRules.HighDistress : (int)Read(piece.Value);
}
