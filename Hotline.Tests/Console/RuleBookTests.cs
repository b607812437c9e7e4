using Hotline.Console.Admin.Rules;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>What the page of rule sets says is in use, and who may decide.</summary>
public sealed class RuleBookTests
{
    private static readonly RuleSetUseView Proposed = new(
        1, "demo", "zh", "h1", "sharper@h1", RuleSetRole.Active, RuleSetUseState.Proposed, "Ada", "administrator:me", DateTimeOffset.UnixEpoch, null, null, null);

    [Test]
    public void A_proposal_is_not_in_use_and_its_proposer_is_known() => Assert.Multiple(() =>
    {
        var book = Book(Proposed);
        Assert.That((book.Proposals.Count, book.InUse.Count, book.Standing("demo", "zh")), Is.EqualTo((1, 0, "shipped")));
        Assert.That((book.IsMine(Proposed), book.IsMine(Proposed with { ProposedById = "supervisor:other" })), Is.EqualTo((true, false)));
    });

    [Test]
    public void Of_a_language_its_own_set_stands_before_the_lines() => Assert.Multiple(() =>
    {
        var (own, any) = (Proposed with { State = RuleSetUseState.Approved }, Proposed with { Id = 2, Language = "", Hash = "h2", State = RuleSetUseState.Approved });
        Assert.That((Book(own, any).Standing("demo", "zh"), Book(own, any).Standing("demo", "en")), Is.EqualTo(("h1", "h2")));
        Assert.That(Book(own with { Role = RuleSetRole.Shadow }).Standing("demo", "zh"), Is.EqualTo("shipped"), "a shadow grades nobody");
    });

    [TestCase("", "demo", "why not", "rules.missing.set")]
    [TestCase("h", "", "why not", "rules.missing.line")]
    [TestCase("h", "demo", " a ", "order.missing.reason")]
    [TestCase("h", "demo", "why not", null)]
    public void A_proposal_names_what_is_missing(string hash, string line, string reason, string? missing) =>
        Assert.That(new ProposalDraft { Hash = hash, Line = line, Reason = reason }.Missing(), Is.EqualTo(missing));

    private static RuleBook Book(params RuleSetUseView[] uses) =>
        new(new RuleSetsView([new("shipped", "hotline", "hotline@shipped", new("D", "默"), null, "Hotline", true)], uses, [], []), [], "me");
}
