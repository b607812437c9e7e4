using System.Globalization;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Signals;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace Hotline.Tests.Triage.Signals;

/// <summary>The suggested points speak of every kind, and of none that does not exist.</summary>
public sealed class TextPointsTests
{
    private static readonly YamlMappingNode Points = Read();

    private static readonly string[] Kinds =
        [.. SignalLexicon.Shipped().SelectMany(lexicon => lexicon.Kinds.Select(kind => kind.Code)).Append(TextEvidence.ThirdParty).Distinct().Order(StringComparer.Ordinal)];

    [Test]
    public void Every_kind_has_points_and_nothing_else_has() =>
        Assert.That(((YamlMappingNode)Points["kinds"]).Children.Keys.Select(key => key.ToString()), Is.EquivalentTo(Kinds));

    [Test]
    public void Both_languages_speak_of_the_same_kinds()
    {
        var byLanguage = SignalLexicon.Shipped().Select(lexicon => lexicon.Kinds.Select(kind => kind.Code).Order(StringComparer.Ordinal).ToList()).ToList();

        Assert.That(byLanguage, Has.Count.EqualTo(2));
        Assert.That(byLanguage[0], Is.EqualTo(byLanguage[1]));
    }

    [Test]
    public void Combinations_are_of_kinds_that_exist() =>
        Assert.That(((YamlSequenceNode)Points["combinations"]).SelectMany(row => ((YamlSequenceNode)row["all"]).Concat((YamlSequenceNode)row["any"])).Select(kind => kind.ToString()).Except(Kinds), Is.Empty);

    [Test]
    public void Text_alone_is_imminent_only_while_an_act_is_in_progress() => Assert.That(
        Rows().Where(row => Number(row.Points, "alone") >= Bands.Imminent).Select(row => row.Name), Is.EqualTo(new[] { "text.attempt_now" }));

    [Test]
    public void Nothing_adds_more_beside_than_alone() => Assert.That(Rows().Where(row => Number(row.Points, "beside") > Number(row.Points, "alone")).Select(row => row.Name), Is.Empty);

    private static IEnumerable<(string Name, YamlNode Points)> Rows() =>
        ((YamlMappingNode)Points["kinds"]).Children.Select(pair => (pair.Key.ToString(), pair.Value)).Concat(((YamlSequenceNode)Points["combinations"]).Select(row => (row["code"].ToString(), row)));

    private static int Number(YamlNode row, string name) => int.Parse(row[name].ToString(), CultureInfo.InvariantCulture);

    private static YamlMappingNode Read()
    {
        using var stream = typeof(SignalLexicon).Assembly.GetManifestResourceStream("points.text.yaml")!;
        using var text = new StreamReader(stream);
        var file = new YamlStream();
        file.Load(text);
        return (YamlMappingNode)file.Documents[0].RootNode;
    }
}
