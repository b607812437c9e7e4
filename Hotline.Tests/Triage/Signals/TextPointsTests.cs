using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Signals;

/// <summary>The shipped rules weigh every kind that texts can say.</summary>
public sealed class TextPointsTests
{
    private static readonly RuleSet Rules = RuleSetFile.Shipped;

    private static readonly string[] Kinds =
        [.. SignalLexicon.Shipped().SelectMany(lexicon => lexicon.Kinds.Select(kind => kind.Code)).Append(TextEvidence.ThirdParty).Distinct().Order(StringComparer.Ordinal)];

    [Test]
    public void Every_kind_has_points() => Assert.That(Kinds.Where(kind => !Rules.Kinds.ContainsKey(kind)), Is.Empty);

    [Test]
    public void Both_languages_speak_of_the_same_kinds()
    {
        var byLanguage = SignalLexicon.Shipped().Select(lexicon => lexicon.Kinds.Select(kind => kind.Code).Order(StringComparer.Ordinal).ToList()).ToList();

        Assert.That(byLanguage, Has.Count.EqualTo(2));
        Assert.That(byLanguage[0], Is.EqualTo(byLanguage[1]));
    }

    [Test]
    public void Text_alone_is_imminent_only_while_an_act_is_in_progress() => Assert.That(
        Kinds.Where(kind => Rules.Kinds[kind].Yes.Alone >= Rules.Bands.Imminent)
            .Concat(Rules.Combinations.Where(both => both.Weight.Alone >= Rules.Bands.Imminent && both.All.Concat(both.Any).Any(kind => kind.StartsWith("text.", StringComparison.Ordinal))).Select(both => both.Code)),
        Is.EqualTo(new[] { "text.attempt_now" }));
}
