using CsCheck;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;
using NUnit.Framework;

namespace Hotline.Tests.Triage;

/// <summary>What texts come to by the shipped rules; every sentence here is the testers' own.</summary>
public sealed class ReadTextsTests
{
    private static readonly string[] Said =
    [
        "I want to kill myself", "I have pills here", "it will be tonight", "goodbye everyone", "I feel hopeless", "nobody would miss me", "what a fine day",
        "I do not want to die", "my friend wants to kill himself", "I tried to kill myself last year", "我想自杀", "活着没意思", "今天天气不错",
    ];

    private static readonly Gen<GivenText[]> Texts =
        from said in Gen.OneOf(Said).Array[0, 6]
        from minutes in Gen.Int[0, 90].Array[6]
        select said.Select((text, index) => new GivenText(Given.Start.AddMinutes(minutes[index]), text)).ToArray();

    [TestCase("I am going to kill myself tonight, I have the pills", Band.High)]
    [TestCase("我今晚就去自杀，药已经准备好了", Band.High)]
    [TestCase("I do not want to die", Band.Moderate)]
    [TestCase("The bus was late again", Band.Moderate)]
    public void A_text_has_the_band_of_what_it_says_and_never_calms(string text, Band band) =>
        Assert.That(Grade([new(Given.Start, text)]).Band, Is.EqualTo(band));

    [Test]
    public void What_is_said_of_another_or_denied_is_no_intent_of_the_writer()
    {
        var another = Read([new(Given.Start, "my friend wants to kill himself")]).Select(piece => piece.Kind);
        var denied = Read([new(Given.Start, "I do not want to kill myself")]).Select(piece => piece.Kind);

        Assert.That(another, Does.Contain("text.third_party").And.None.EqualTo("text.intent").And.None.EqualTo("text.ideation"));
        Assert.That(denied, Does.Contain("text.denied").And.None.EqualTo("text.intent").And.None.EqualTo("text.ideation"));
    }

    [Test]
    public void What_is_said_again_within_a_day_weighs_more_and_later_it_does_not()
    {
        const string Text = "I feel hopeless";
        int Strength(params int[] minutes) => int.Parse(Read([.. minutes.Select(minute => new GivenText(Given.Start.AddMinutes(minute), Text))]).Single(piece => piece.Kind == "text.hopelessness").Value, System.Globalization.CultureInfo.InvariantCulture);

        Assert.That((Strength(0), Strength(0, 10), Strength(0, 1440), Strength(0, 5, 10, 15, 20)), Is.EqualTo((1, 2, 1, 3)));
    }

    [Test]
    public void The_order_in_which_texts_are_delivered_does_not_matter() => Gen.Select(Texts, Gen.Int).Sample((texts, seed) =>
    {
        var shuffled = texts.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Read(texts).SequenceEqual(Read(shuffled));
    }, iter: 300);

    [Test]
    public void One_text_more_never_lowers_what_is_said_of_a_risk() => Gen.Select(Texts, Gen.OneOf(Said), Gen.Int[0, 120]).Sample((texts, more, minute) =>
    {
        var (before, after) = (Read(texts), Read([.. texts, new(Given.Start.AddMinutes(minute), more)]));
        return before.All(piece => after.Any(later => later.Kind == piece.Kind && string.CompareOrdinal(later.Value, piece.Value) >= 0));
    }, iter: 300);

    [Test]
    public void The_same_texts_say_the_same_every_time() => Texts.Sample(texts => Read(texts).SequenceEqual(Read(texts)), iter: 100);

    private static IReadOnlyList<Evidence> Read(IReadOnlyList<GivenText> texts) => ReadTexts.Of(RuleSetFile.Shipped, null, "en", texts);

    private static Grade Grade(IReadOnlyList<GivenText> texts) => Given.Graded(Read(texts));
}
