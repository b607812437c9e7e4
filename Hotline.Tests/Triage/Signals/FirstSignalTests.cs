using NUnit.Framework;

namespace Hotline.Tests.Triage.Signals;

public sealed class FirstSignalTests
{
    [TestCase("I am going to k1ll my self", "text.intent")]
    [TestCase("i want to kms", "text.ideation")]
    [TestCase("I don't want to die", "text.ideation/Negated")]
    [TestCase("My friend wants to die", "text.ideation/OfAnother")]
    [TestCase("我想自殺", "text.ideation")]
    [TestCase("我没有想自杀", "text.ideation/Negated")]
    [TestCase("想死你了", "text.ideation/Idiom")]
    [TestCase("我不想活了", "text.ideation")]
    [TestCase("k i l l   m y s e l f I will, I wanna d.i.e", "text.ideation")]
    public void A_sentence_is_read(string text, string kind) => Assert.That(Signalled.Kinds(text), Does.Contain(kind));
}
