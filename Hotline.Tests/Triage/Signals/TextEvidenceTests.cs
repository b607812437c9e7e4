using CsCheck;
using Hotline.Server.Triage.Signals;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Signals;

/// <summary>From several texts to evidence.</summary>
public sealed class TextEvidenceTests
{
    private static readonly TextEvidence Evidence = new(Signalled.Shipped);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private static readonly string[] Sentences =
    [
        "I want to die", "I don't want to die", "my friend wants to die", "last year I took all the pills", "what a nice day", "我想死", "今晚就去跳楼", "没有想过自杀",
        "I took all the pills", "hello?", "goodbye everyone", "I'm dying to see you", "他想自杀", "I'm all alone. I'm all alone. I feel hopeless",
    ];

    private static readonly Gen<SentText> Sent =
        from number in Gen.Int[1, 30]
        from minutes in Gen.Int[0, 5_000]
        from sentence in Gen.OneOf<string>(Sentences)
        select new SentText(number, Start.AddMinutes(minutes), sentence, "en");

    [TestCase("I want to die", "text.ideation")]
    [TestCase("my friend wants to die", "text.third_party")]
    [TestCase("他想自杀", "text.third_party")]
    [TestCase("last year I took all the pills", "text.past_attempt")]
    [TestCase("以前割过腕", "text.past_attempt")]
    [TestCase("I'm not going to kill myself", "text.denied")]
    public void How_it_is_meant_decides_what_it_counts_for(string text, string kind) =>
        Assert.That(Read(text).Findings.Select(finding => finding.Kind), Does.Contain(kind));

    [TestCase("He wrote “I want to die” in his book")]
    [TestCase("可想死我了")]
    [TestCase("如果想死怎么办")]
    public void What_is_not_said_of_now_counts_nothing_and_is_still_shown(string text)
    {
        var reading = Read(text);

        Assert.That(reading.Signals.Select(hit => hit.Signal.Kind), Does.Contain("text.ideation"));
        Assert.That(reading.Findings.Select(finding => finding.Kind), Does.Not.Contain("text.ideation"));
    }

    [Test]
    public void What_is_said_again_within_a_day_is_stronger_and_what_is_said_weeks_apart_is_not()
    {
        Assert.That(Strength(Start), Is.EqualTo(1));
        Assert.That(Strength(Start, Start.AddHours(2)), Is.EqualTo(2));
        Assert.That(Strength(Start, Start.AddHours(1), Start.AddHours(2), Start.AddHours(3)), Is.EqualTo(3));
        Assert.That(Strength(Start, Start.AddDays(7), Start.AddDays(14), Start.AddDays(21)), Is.EqualTo(1));
    }

    [Test]
    public void A_message_delivered_twice_counts_once()
    {
        var text = new SentText(1, Start, "I want to die", "en");

        Assert.That(Shape(Evidence.Read([text, text])), Is.EqualTo(Shape(Evidence.Read([text]))));
    }

    [Test]
    public void A_finding_names_the_texts_and_spans_it_rests_on()
    {
        var finding = Evidence.Read([new(1, Start, "hello", "en"), new(2, Start.AddMinutes(1), "so sad, want to die", "en")]).Findings.Single(finding => finding.Kind == "text.ideation");

        Assert.That(finding.At, Is.EqualTo(Start.AddMinutes(1)));
        Assert.That(finding.Hits.Select(hit => (hit.Number, hit.Signal.Start, hit.Signal.Length)), Is.EqualTo(new[] { (2, 8, 11) }));
    }

    [Test]
    public void One_more_text_never_weakens_or_removes_a_finding() => Gen.Select(Sent.Array[0, 12], Sent).Sample((texts, more) =>
    {
        var before = Evidence.Read(texts).Findings;
        var after = Evidence.Read([.. texts, more]).Findings.ToDictionary(finding => finding.Kind);
        return before.All(finding => after.TryGetValue(finding.Kind, out var now) && now.Strength >= finding.Strength && now.At >= finding.At && finding.Hits.All(now.Hits.Contains));
    }, iter: 2_000);

    [Test]
    public void The_order_of_delivery_does_not_matter() => Gen.Select(Sent.Array[0, 12], Gen.Int).Sample((texts, seed) =>
    {
        var shuffled = texts.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Shape(Evidence.Read(texts)).SequenceEqual(Shape(Evidence.Read(shuffled)));
    }, iter: 2_000);

    private static TextReading Read(string text) => Evidence.Read([new SentText(1, Start, text, "en")]);

    private static int Strength(params DateTimeOffset[] times) =>
        Evidence.Read(times.Select((at, index) => new SentText(index + 1, at, "I want to die", "en"))).Findings.Single(finding => finding.Kind == "text.ideation").Strength;

    private static IEnumerable<string> Shape(TextReading reading) =>
        [.. reading.Findings.Select(finding => $"{finding.Kind} {finding.Strength} {finding.At:O} {string.Join(';', finding.Hits)}"), .. reading.Signals.Select(hit => $"{hit}")];
}
