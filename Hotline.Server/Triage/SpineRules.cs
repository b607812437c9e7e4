using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Server.Triage;

/// <summary>The first rule set, as data; docs/triage.md says where each row comes from. Whoever changes a number changes the version.</summary>
public static class SpineRules
{
    public const string Distress = "distress";
    public const string AsqNow = "asq.5";

    /// <summary>A positive ASQ screen whose fifth question (right now?) has no answer.</summary>
    public const string AsqFifthOpen = "asq.fifth_open";

    /// <summary>Thoughts of killing oneself, not denied, and none of the questions that follow was asked.</summary>
    public const string CssrsOpen = "cssrs.open";

    /// <summary>Nothing known against risk, or only unknown.</summary>
    public const string SafeFloor = "safe_floor";

    /// <summary>Every answer given was no.</summary>
    public const string AllNo = "all_no";

    /// <summary>Evidence of a kind that this rule set does not know.</summary>
    public const string Unrecognised = "unrecognised";

    public static readonly Weight AsqFifthOpenWeight = new(34, 2);

    /// <summary>Distress at or above this, on 0–10, is moderate by itself.</summary>
    public const int HighDistress = 8;

    public const string CssrsGate = "cssrs.2";
    public static readonly ImmutableArray<string> CssrsBehindGate = ["cssrs.3", "cssrs.4", "cssrs.5"];
    public static readonly ImmutableArray<string> AsqScreen = ["asq.1", "asq.2", "asq.3", "asq.4"];

    public static readonly ImmutableArray<Rule> Rules =
    [
        // Imminent: in progress or about to be
        new("act_in_progress", new(96, 4), Clears: true),
        new(AsqNow, new(90, 4), Clears: true),

        // High: intent or plan, a recent attempt, a child or violence at risk now
        new("cssrs.5", new(70, 4), Clears: true),
        new("plan_72h", new(70, 4), Clears: true),
        new("attempt_2w", new(66, 4), Clears: true),
        new("violence_now", new(66, 4), Clears: true),
        new("child_at_risk", new(64, 4), Clears: true),
        new("cssrs.6b", new(62, 4), Clears: true),
        new("cssrs.4", new(60, 4), Clears: true),

        // Moderate: a method without intent, an earlier attempt, nobody speaks
        new("means_at_hand", new(36, 4), Clears: true),
        new("cssrs.3", new(34, 2), Clears: true),
        new("asq.3", new(32, 2), Clears: true),
        new("cssrs.6", new(32, 2), Clears: true),
        new("asq.4", new(32, 2), Clears: true),
        new("silent_call", new(30, 2), Clears: false),
        new("asq.2", new(29, 1), Clears: true),
        new("asq.1", new(28, 1), Clears: true),

        // Low
        new(CssrsGate, new(14, 1), Clears: true),
        new("cssrs.1", new(8, 1), Clears: true),
        new("third_party", new(3, 1), Clears: false),
    ];

    public static readonly ImmutableArray<Combination> Combinations =
    [
        // A weapon or means in reach of somebody with a plan: about to be.
        new("means_with_plan", ["means_at_hand"], ["cssrs.5", "plan_72h"], new(88, 4)),
        new("means_with_intent", ["means_at_hand"], ["cssrs.4"], new(76, 4)),
    ];

    /// <summary>Weight of a distress of 0–10.</summary>
    public static Weight OfDistress(int distress) => distress >= HighDistress
        ? new(30 + (2 * (distress - HighDistress)), 2 + (distress - HighDistress))
        : new(2 * distress, distress / 4);

    public static readonly string Version = $"spine-{Hash()}";

    private static string Hash()
    {
        var table = new StringBuilder();
        foreach (var rule in Rules) table.Append(rule.Kind).Append(Print(rule.Yes)).Append(Print(rule.Unknown)).Append(rule.Clears ? '!' : '.');
        foreach (var combination in Combinations)
            table.Append(combination.Code).Append(string.Join('&', combination.All)).Append('/').AppendJoin('|', combination.Any).Append(Print(combination.Weight));
        for (var distress = 0; distress <= 10; distress++) table.Append(Print(OfDistress(distress)));
        table.Append(AsqFifthOpen).AppendJoin('|', AsqScreen).Append(Print(AsqFifthOpenWeight))
            .Append(CssrsOpen).Append(CssrsGate).AppendJoin('|', CssrsBehindGate).Append(SafeFloor).Append(Print(Weight.SafeFloor));
        table.Append(Bands.Moderate).Append(',').Append(Bands.High).Append(',').Append(Bands.Imminent);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(table.ToString())))[..8];
    }

    private static string Print(Weight weight) => FormattableString.Invariant($"({weight.Alone},{weight.Beside})");
}
