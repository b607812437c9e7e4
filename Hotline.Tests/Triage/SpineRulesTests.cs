using Hotline.Server.Triage;
using NUnit.Framework;

namespace Hotline.Tests.Triage;

/// <summary>What the table must be for the properties to hold.</summary>
public sealed class SpineRulesTests
{
    private static readonly string[] DomainKinds =
    [
        .. Given.Screener, .. Given.Asq,
        "act_in_progress", "means_at_hand", "plan_72h", "attempt_2w", "child_at_risk", "violence_now", "third_party", "silent_call",
    ];

    [Test]
    public void Every_kind_of_the_domain_has_one_rule() =>
        Assert.That(SpineRules.Rules.Select(rule => rule.Kind), Is.EquivalentTo(DomainKinds));

    [Test]
    public void An_unknown_weighs_no_more_than_a_yes() => Assert.That(
        SpineRules.Rules.Where(rule =>
            rule.Unknown.Alone - rule.Unknown.Beside > rule.Yes.Alone - rule.Yes.Beside || rule.Unknown.Beside > rule.Yes.Beside), Is.Empty);

    [Test]
    public void Combinations_speak_of_known_kinds_only() => Assert.That(
        SpineRules.Combinations.SelectMany(combination => combination.All.Concat(combination.Any)).Where(kind => !Answers.IsKind(kind)), Is.Empty);

    [Test]
    public void The_document_lists_every_code_and_the_version()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "triage.md"));
        string[] codes =
        [
            .. DomainKinds, .. SpineRules.Combinations.Select(combination => combination.Code), SpineRules.Distress, SpineRules.AsqFifthOpen,
            SpineRules.CssrsOpen, SpineRules.SafeFloor, SpineRules.AllNo, SpineRules.Unrecognised, SpineRules.Version,
        ];

        Assert.That(codes.Where(code => !document.Contains($"`{code}`", StringComparison.Ordinal)), Is.Empty);
    }
}
