using Hotline.Contracts;

namespace Hotline.Console.Admin.Rules;

/// <summary>The rule sets and their uses as the page shows them.</summary>
/// <param name="Me">Worker id of who looks at it.</param>
public sealed record RuleBook(RuleSetsView View, IReadOnlyList<LineSettingsView> Lines, string Me)
{
    public RuleSetView? Shipped => View.RuleSets.FirstOrDefault(one => one.Shipped);

    /// <summary>Waiting for a second person.</summary>
    public IReadOnlyList<RuleSetUseView> Proposals => [.. View.Uses.Where(use => use.State == RuleSetUseState.Proposed)];

    /// <summary>In use now, by line and language.</summary>
    public IReadOnlyList<RuleSetUseView> InUse =>
        [.. View.Uses.Where(use => use.State == RuleSetUseState.Approved).OrderBy(use => use.Line, StringComparer.Ordinal).ThenBy(use => use.Language, StringComparer.Ordinal).ThenBy(use => use.Role)];

    public IReadOnlyList<RuleSetUseView> Over => [.. View.Uses.Where(use => use.State is RuleSetUseState.Declined or RuleSetUseState.Ended)];

    /// <summary>Lines that nothing was activated for in every language: the shipped set holds there.</summary>
    public IReadOnlyList<LineSettingsView> OnShipped => [.. Lines.Where(line => ActiveOn(line.Id, "") is null)];

    /// <summary>Whoever proposed cannot approve, only take it back.</summary>
    public bool IsMine(RuleSetUseView use) => use.ProposedById[(use.ProposedById.IndexOf(':') + 1)..] == Me;

    /// <summary>What grades the line and language now: its own, else the line's, else the shipped one.</summary>
    public string? Standing(string line, string language) => (ActiveOn(line, language) ?? ActiveOn(line, ""))?.Hash ?? Shipped?.Hash;

    public RuleSetView? Find(string hash) => View.RuleSets.FirstOrDefault(one => one.Hash == hash);

    public string LineName(string id, bool chinese) => Lines.FirstOrDefault(line => line.Id == id) is { } line ? (chinese ? line.NameZh : line.Name) : id;

    private RuleSetUseView? ActiveOn(string line, string language) =>
        View.Uses.FirstOrDefault(use => use.State == RuleSetUseState.Approved && use.Role == RuleSetRole.Active && use.Line == line && use.Language == language);
}
