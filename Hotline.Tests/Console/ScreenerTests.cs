using Hotline.Console.Desk;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class ScreenerTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("cssrs.3")]
    [TestCase("cssrs.4")]
    [TestCase("cssrs.5")]
    public void Questions_about_the_thoughts_fall_away_when_there_are_none(string question)
    {
        Assert.That(Screener.IsAsked(question, Given()), "unanswered");
        Assert.That(Screener.IsAsked(question, Given(("cssrs.2", "yes"))), "yes");
        Assert.That(Screener.IsAsked(question, Given(("cssrs.2", "unknown"))), "unknown is risk");
        Assert.That(Screener.IsAsked(question, Given(("cssrs.2", "refused"))), "refused is risk");
        Assert.That(Screener.IsAsked(question, Given(("cssrs.2", "no"))), Is.False, "no");
    }

    [TestCase("yes", true)]
    [TestCase("no", false)]
    [TestCase("unknown", false)]
    [TestCase("refused", false)]
    public void When_it_was_is_asked_only_after_a_yes(string six, bool asked) =>
        Assert.That(Screener.IsAsked("cssrs.6b", Given(("cssrs.6", six))), Is.EqualTo(asked));

    [Test]
    public void A_screening_without_thoughts_has_three_questions()
    {
        var answers = new Dictionary<string, string>();
        var asked = new List<string>();
        while (Screener.Next(answers) is { } next)
        {
            asked.Add(next);
            answers[next] = "no";
        }
        Assert.That(asked, Is.EqualTo(new[] { "cssrs.1", "cssrs.2", "cssrs.6" }));
    }

    [Test]
    public void Questions_one_two_and_six_are_always_asked() =>
        Assert.That(new[] { "cssrs.1", "cssrs.2", "cssrs.6" }.All(question => Screener.IsAsked(question, Given(("cssrs.2", "no"), ("cssrs.6", "no")))));

    [Test]
    public async Task An_answer_shows_at_once_and_is_kept_when_the_server_has_it()
    {
        var server = new TaskCompletionSource<Receipt>();
        var sheet = new AssessmentSheet(_ => server.Task);
        var answering = sheet.Answer("cssrs.4", "yes");
        Assert.That(sheet["cssrs.4"], Is.EqualTo(new SheetAnswer("yes", AnswerState.Sending, "worker")));
        server.SetResult(new Receipt(true, 1, 1, null, null, true));
        Assert.That(await answering, Is.Null);
        Assert.That(sheet["cssrs.4"]!.State, Is.EqualTo(AnswerState.Kept));
    }

    [Test]
    public async Task A_refused_answer_stays_visible_as_not_sent()
    {
        var sheet = new AssessmentSheet(_ => Task.FromResult(new Receipt(false, 0, 0, "not_holder", null, false)));
        Assert.That(await sheet.Answer("distress", "8"), Is.EqualTo("not_holder"));
        Assert.That(sheet["distress"], Is.EqualTo(new SheetAnswer("8", AnswerState.NotSent, "worker")));
    }

    [Test]
    public async Task Distress_is_sent_as_a_number_and_answers_as_words()
    {
        var sent = new List<EvidenceItem>();
        var sheet = new AssessmentSheet(item =>
        {
            sent.Add(item);
            return Task.FromResult(new Receipt(true, 1, 1, null, null, true));
        });
        await sheet.Answer("distress", "10");
        await sheet.Answer("cssrs.1", "refused");
        Assert.That(sent[0].Value.GetInt32(), Is.EqualTo(10));
        Assert.That(sent[1].Value.GetString(), Is.EqualTo("refused"));
    }

    [Test]
    public void The_record_s_latest_answer_counts_but_not_over_one_on_its_way()
    {
        var sheet = new AssessmentSheet(_ => new TaskCompletionSource<Receipt>().Task);
        _ = sheet.Answer("cssrs.2", "yes");
        sheet.Adopt([
            new EvidenceEntry(1, "cssrs.1", "no", "help_seeker", T0), new EvidenceEntry(3, "cssrs.1", "yes", "worker", T0),
            new EvidenceEntry(2, "cssrs.2", "no", "help_seeker", T0)]);
        Assert.That(sheet["cssrs.1"], Is.EqualTo(new SheetAnswer("yes", AnswerState.Kept, "worker")));
        Assert.That(sheet["cssrs.2"]!.Value, Is.EqualTo("yes"));
    }

    private static Dictionary<string, string> Given(params (string Kind, string Value)[] answers) => answers.ToDictionary(answer => answer.Kind, answer => answer.Value);
}
