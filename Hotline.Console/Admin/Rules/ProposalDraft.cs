using Hotline.Contracts;

namespace Hotline.Console.Admin.Rules;

/// <summary>A proposal while it is filled in.</summary>
public sealed class ProposalDraft
{
    public const int ShortestReason = 3;
    public const int LongestReason = 500;

    public string Hash { get; set; } = "";
    public string Line { get; set; } = "";

    /// <summary>Empty for every language.</summary>
    public string Language { get; set; } = "";

    public RuleSetRole Role { get; set; } = RuleSetRole.Shadow;
    public string Reason { get; set; } = "";

    /// <summary>Key of what is missing; null when it can be proposed.</summary>
    public string? Missing() =>
        Hash.Length == 0 ? "rules.missing.set"
        : Line.Length == 0 ? "rules.missing.line"
        : IsReason(Reason) ? null
        : "order.missing.reason";

    public ProposeRuleSet Proposal() => new(Hash, Line, Language.Length == 0 ? null : Language, Role, Reason.Trim());

    public static bool IsReason(string text) => text.Trim().Length is >= ShortestReason and <= LongestReason;
}
