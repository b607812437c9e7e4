using NUnit.Framework;

namespace Hotline.Tests.Triage.Signals;

/// <summary>Ways to write around a filter, and what a signal marks then: exactly what was sent.</summary>
public sealed class DisguiseTests
{
    [TestCase("i want to kms", "text.ideation", "want to kms")]
    [TestCase("thinking about sewerslide", "text.ideation", "thinking about sewerslide")]
    [TestCase("i'm going to unalive myself", "text.intent", "going to unalive myself")]
    [TestCase("I want to d1e", "text.ideation", "want to d1e")]
    [TestCase("thinking about su1c1de", "text.ideation", "thinking about su1c1de")]
    [TestCase("thinking about $uicide", "text.ideation", "thinking about $uicide", false)]
    [TestCase("thinking about suic*de", "text.ideation", "thinking about suic*de")]
    [TestCase("I WANT TO DIIIIE", "text.ideation", "WANT TO DIIIIE")]
    [TestCase("i want to d i e", "text.ideation", "want to d i e")]
    [TestCase("going to k.i.l.l m.y.s.e.l.f", "text.intent", "going to k.i.l.l m.y.s.e.l.f")]
    [TestCase("ｉ ｗａｎｔ ｔｏ ｄｉｅ", "text.ideation", "ｗａｎｔ ｔｏ ｄｉｅ")]
    [TestCase("i want to d​i​e", "text.ideation", "want to d​i​e")]
    [TestCase("i wаnt to diе", "text.ideation", "wаnt to diе")]
    [TestCase("i want to 𝓭𝓲𝓮 now", "text.ideation", "want to 𝓭𝓲𝓮 now")]
    [TestCase("😭😭 i want to die 😭", "text.ideation", "want to die")]
    [TestCase("i don’t want to live anymore", "text.wish_dead", "don’t want to live anymore")]
    [TestCase("🙂我想紫砂", "text.ideation", "想紫砂")]
    [TestCase("好想鼠", "text.ideation", "想鼠")]
    [TestCase("想 自 杀", "text.ideation", "想 自 杀")]
    [TestCase("想*死", "text.ideation", "想*死")]
    [TestCase("想🔪自己", "text.self_harm", "🔪自己")]
    [TestCase("我已經吞了好多💊", "text.attempt_now", "我已經吞了好多💊")]
    [TestCase("今天又🔪腕了", "text.attempt_now", "🔪腕了")]
    public void A_disguise_is_read_and_its_place_kept(string text, string kind, string span, bool found = true)
    {
        var spans = Signalled.In(text).Where(signal => signal.Kind == kind).Select(signal => Signalled.Cut(text, signal)).ToList();

        Assert.That(spans.Any(cut => cut.EndsWith(span, StringComparison.Ordinal)), Is.EqualTo(found), string.Join(" | ", spans));
    }

    [Test]
    public void The_same_words_behind_a_surrogate_pair_are_two_units_later()
    {
        var plain = Signalled.In("我想自杀").Single();
        var behind = Signalled.In("😭我想自杀").Single();

        Assert.That((behind.Start, behind.Length), Is.EqualTo((plain.Start + 2, plain.Length)));
    }
}
