using Hotline.Server.Triage.Signals;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace Hotline.Tests.Triage.Signals;

/// <summary>A lexicon says where it is wrong.</summary>
public sealed class SignalLexiconTests
{
    private const string Head = "language: xx\nmarks: { sentence: \".\" }\n";

    [TestCase("kinds:\n  text.a:\n    - (one|two\n", 5, "not closed")]
    [TestCase("kinds:\n  text.a:\n    - <nothing> one\n", 5, "<nothing>")]
    [TestCase("kinds:\n  text.a:\n    - one *99 two\n", 5, "gap")]
    [TestCase("kinds:\n  text.a:\n    - \"*2 two\"\n", 5, "begins with a gap")]
    [TestCase("kinds:\n  text.a:\n    - (one)?\n", 5, "no word at all")]
    [TestCase("kinds:\n  text.a:\n    - one)\n", 5, "does not belong")]
    [TestCase("kinds:\n  text.a:\n    - \"...\"\n", 5, "is no word")]
    [TestCase("kinds:\n  text.a: one\n", 4, "list")]
    [TestCase("kinds: [one]\n", 3, "Named entries")]
    [TestCase("colours: {}\n", 3, "not known")]
    [TestCase("context:\n  sideways: [one]\n", 4, "no context")]
    [TestCase("context:\n  negated: { reach: far, phrases: [not] }\n", 4, "reach")]
    [TestCase("characters:\n  - abc\n", 4, "pair")]
    [TestCase("replacements:\n  want to: [wanna]\nkinds:\n  text.a:\n    - i wanna go\n", 7, "always written")]
    [TestCase("kinds:\n  text.a: [one\n", 5, "")]
    public void A_fault_names_its_line_and_its_reason(string rest, int line, string reason)
    {
        var fault = Assert.Throws<LexiconException>(() => SignalLexicon.Parse(new StringReader(Head + rest)))!;

        Assert.That(fault.Line, Is.EqualTo(line));
        Assert.That(fault.Reason, Does.Contain(reason));
        Assert.That(fault.Column, Is.GreaterThan(0));
    }

    [Test]
    public void A_missing_part_is_named() =>
        Assert.That(Assert.Throws<LexiconException>(() => SignalLexicon.Parse(new StringReader("language: xx\n")))!.Reason, Does.Contain("\"marks\" is missing"));

    [Test]
    public void A_lexicon_may_be_a_section_of_a_larger_file()
    {
        var file = new YamlStream();
        file.Load(new StringReader("signals:\n  xx:\n    language: xx\n    marks: { sentence: \".\" }\n    kinds:\n      text.a: [one (two|three)? four]\n"));
        var section = ((YamlMappingNode)file.Documents[0].RootNode)["signals"]["xx"];

        var signals = new TextSignals([SignalLexicon.Parse(section)]);

        Assert.That(signals.Read("say one three four", "xx"), Is.EqualTo(new[] { new TextSignal("text.a", 4, 14, Meant.Direct) }));
    }

    [TestCase("one x y two", true)]
    [TestCase("one x y z two", false)]
    [TestCase("one, x two", false)]
    [TestCase("one. two", false)]
    [TestCase("one two", true)]
    [TestCase("one, two", true)]
    public void A_gap_is_bounded_by_its_words_and_the_clause(string text, bool found)
    {
        var signals = new TextSignals([SignalLexicon.Parse(new StringReader("language: xx\nmarks: { sentence: \".\", clause: \",\" }\nkinds:\n  text.a: [one *2 two]\n"))]);

        Assert.That(signals.Read(text, "xx"), Has.Count.EqualTo(found ? 1 : 0));
    }

    [TestCase("bye", true)]
    [TestCase("well, bye. see you", true)]
    [TestCase("bye bye birdie", false)]
    [TestCase("say bye", false)]
    public void An_anchored_phrase_fills_its_clause(string text, bool found)
    {
        var signals = new TextSignals([SignalLexicon.Parse(new StringReader("language: xx\nmarks: { sentence: \".\", clause: \",\" }\nkinds:\n  text.a: [^bye$]\n"))]);

        Assert.That(signals.Read(text, "xx"), Has.Count.EqualTo(found ? 1 : 0));
    }

    [Test]
    public void The_shipped_lexicons_are_broad_and_their_states_few_enough()
    {
        foreach (var lexicon in SignalLexicon.Shipped())
            Assert.That(lexicon.Kinds.Sum(kind => kind.Phrases.Length), Is.GreaterThan(250), lexicon.Language);
        Assert.That(Signalled.Shipped.Size, Is.LessThan(100_000));
    }
}
