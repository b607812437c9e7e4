using Hotline.Console.Desk;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>Which question of an instrument may be asked, and what a number must be.</summary>
public sealed class AskingTests
{
    private static readonly QuestionView Gate = Ask("cssrs.2");
    private static readonly QuestionView Behind = Ask("cssrs.3") with { OnlyIf = ["cssrs.2"], Is = ["yes", "unknown", "refused"] };
    private static readonly InstrumentView Screener = new("cssrs", new("S", "S"), "", [Gate, Behind]);

    [TestCase(null, false)]
    [TestCase("no", false)]
    [TestCase("yes", true)]
    [TestCase("unknown", true)]
    [TestCase("refused", true)]
    public void A_question_behind_another_is_asked_when_that_one_says_so(string? gate, bool asked) =>
        Assert.That(Asking.IsAsked(Behind, Answers(gate)), Is.EqualTo(asked));

    [Test]
    public void An_answer_that_is_there_can_be_corrected_though_the_question_is_off() =>
        Assert.That(Asking.IsAsked(Behind, new Dictionary<string, string> { ["cssrs.2"] = "no", ["cssrs.3"] = "yes" }), Is.True);

    [TestCase(null, 0, 1, "cssrs.2", null)]
    [TestCase("no", 1, 1, null, "cssrs.2")]
    [TestCase("yes", 1, 2, "cssrs.3", null)]
    public void Progress_counts_what_may_be_asked_and_names_what_keeps_the_rest_off(string? gate, int answered, int asked, string? next, string? kept)
    {
        var answers = Answers(gate);

        Assert.That(Asking.Progress(Screener, answers), Is.EqualTo((answered, asked)));
        Assert.That((Asking.Next(Screener, answers)?.Kind, Asking.KeptBy(Behind, answers)), Is.EqualTo((next, kept)));
    }

    [TestCase("7", "7")]
    [TestCase(" 16 ", "16")]
    [TestCase("0", "0")]
    [TestCase("17", null)]
    [TestCase("-1", null)]
    [TestCase("3.5", null)]
    [TestCase("", null)]
    public void A_number_out_of_range_is_no_answer(string typed, string? read) =>
        Assert.That(NumberAnswer.Read(typed, Ask("beijing.total") with { From = 0, To = 16 }), Is.EqualTo(read));

    private static QuestionView Ask(string kind) => new(kind, new(kind, kind), null, null, [], []);

    private static Dictionary<string, string> Answers(string? gate) => gate is null ? [] : new() { ["cssrs.2"] = gate };
}
