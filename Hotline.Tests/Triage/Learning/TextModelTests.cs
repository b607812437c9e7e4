using System.Text;
using CsCheck;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Learning;

public sealed class TextModelTests
{
    private static readonly TextModel[] Models = [Invented.TrainedInChinese, Invented.TrainedInEnglish];

    private static readonly string[] Pieces = ["zorp", "lamp", "I'm", "😀", "\ud83d", "’", " "];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["金木水火土山石田甲乙丙丁 \n0９Ａ！"], 0, 60], Gen.Int[0, 6].Select(i => Pieces[i]).List[0, 40].Select(string.Concat));

    [Test]
    public void A_model_is_read_back_bit_for_bit([Values(0, 1)] int which)
    {
        var bytes = Saved(Models[which]);

        var again = TextModel.Load(new MemoryStream(bytes));

        Assert.That(again.Hash, Is.EqualTo(Models[which].Hash));
        Assert.That(Saved(again), Is.EqualTo(bytes));
    }

    [Test]
    public void The_hash_changes_with_one_weight()
    {
        var content = Models[0].Content;
        var view = content.Weights.Views[0];
        var changed = content with { Weights = content.Weights with { Views = [view.SetItem(0, view[0] with { Weight = view[0].Weight + 1 })] } };

        Assert.That(ModelFile.Make(changed).Hash, Is.Not.EqualTo(Models[0].Hash));
        Assert.That(ModelFile.Make(content).Hash, Is.EqualTo(Models[0].Hash));
    }

    [Test]
    public void A_model_read_back_says_the_same_of_any_text() => AnyText.Sample(text =>
    {
        foreach (var model in Models)
            Assert.That(Said(TextModel.Load(new MemoryStream(Saved(model))), text), Is.EqualTo(Said(model, text)));
    }, iter: 200);

    [Test]
    public void No_text_is_imminent_and_score_and_band_agree() => AnyText.Sample(text =>
    {
        foreach (var model in Models)
        {
            var score = model.Score([text], []);
            Assert.That(score.Band, Is.LessThan(Band.Imminent));
            Assert.That(new BandRanges(25, 50, 85).Of(score.Score), Is.EqualTo(score.Band));
            Assert.That(score.Probability, Is.InRange(0, 1000));
        }
    }, iter: 1000);

    [Test]
    public void A_model_never_lowers() => Gen.Select(AnyText, Gen.Int[0, 100], Gen.Int[1, 40], Gen.Int[41, 70], Gen.Int[71, 99]).Sample((text, rules, moderate, high, imminent) =>
    {
        var bands = new BandRanges(moderate, high, imminent);
        var score = Models[0].Score([text], []);

        Assert.That(score.Raise(rules, bands), Is.GreaterThanOrEqualTo(rules));
        Assert.That(bands.Of(score.On(bands)), Is.EqualTo(score.Band), "The band is kept on another scale.");
    }, iter: 1000);

    [Test]
    public void The_heaviest_model_stays_at_high_too()
    {
        var content = Models[0].Content;
        var heavy = ModelFile.Make(content with { Weights = content.Weights with { Bias = 1L << 40 } });

        Assert.That(heavy.Score(["甲"], []).Score, Is.EqualTo(84));
    }

    [Test]
    public void What_speaks_for_the_score_is_shown_with_it()
    {
        var score = Models[0].Score(["金木水火土山石田甲"], []);

        Assert.That(score.Contributions.Length, Is.InRange(1, 8));
        Assert.That(score.Contributions[0].Tenths, Is.GreaterThan(0));
        Assert.That("金木水火土山石田", Does.Contain(score.Contributions[0].What.Trim('\n')[..1]));
        Assert.That(score.Contributions.Select(part => Math.Abs(part.Tenths)), Is.Ordered.Descending);
    }

    [Test]
    public void A_signal_with_a_weight_moves_the_score_and_only_as_it_was_meant()
    {
        var content = Models[0].Content;
        var model = ModelFile.Make(content with { Weights = content.Weights with { Measures = [new NamedWeight("text.plan", 1 << 17)] } });

        var without = model.Score(["甲金"], []);
        var meant = model.Score(["甲金"], [new TextSignal("text.plan", 0, 1, Meant.Direct)]);
        var denied = model.Score(["甲金"], [new TextSignal("text.plan", 0, 1, Meant.Negated)]);

        Assert.That(meant.Score, Is.GreaterThan(without.Score));
        Assert.That(meant.Contributions, Has.Some.Matches<Contribution>(part => part.What == "text.plan" && part.Tenths > 0));
        Assert.That(denied.Score, Is.EqualTo(without.Score));
    }

    [Test]
    public void Numbers_and_width_and_case_do_not_matter() =>
        Assert.That(Said(Models[1], "ＺＯＲＰ 123 It's"), Is.EqualTo(Said(Models[1], "zorp 987 its")));

    [Test]
    public void Many_threads_hear_the_same()
    {
        var texts = Invented.OfCharacters(50, 8).Select(text => text.Texts[0]).ToList();
        var alone = texts.Select(text => Said(Models[0], text)).ToList();

        Assert.That(texts.AsParallel().AsOrdered().Select(text => Said(Models[0], text)), Is.EqualTo(alone));
    }

    // Broken files

    [TestCase("", "not JSON")]
    [TestCase("{\"format\":\"hotline-text-model/1\"", "not JSON")]
    [TestCase("[]", "no text model")]
    [TestCase("{\"format\":\"hotline-text-model/9\"}", "no text model")]
    [TestCase("{\"format\":7}", "one of the wrong kind")]
    [TestCase("{\"format\":\"hotline-text-model/1\"}", "lacks a part")]
    public void What_is_no_model_is_refused(string file, string why) => Assert.That(
        () => TextModel.Load(new MemoryStream(Encoding.UTF8.GetBytes(file))), Throws.TypeOf<ModelFormatException>().With.Message.Contains(why));

    [TestCase("\"cut_points\":[50]", "\"cut_points\":[51]", "altered")]
    [TestCase("\"cut_points\":[50]", "\"cut_points\":[50,60]", "cut point")]
    [TestCase("\"labels\":[\"low\",\"high\"]", "\"labels\":[\"low\"]", "labels")]
    [TestCase("\"language\":\"zh\"", "\"language\":\"xx\"", "language")]
    [TestCase(",84]]", ",99]]", "scores from 0 to 84")]
    [TestCase("\"bias\":", "\"bias\":\"x\",\"was\":", "wrong kind")]
    public void An_altered_model_is_refused(string from, string to, string why)
    {
        var text = Encoding.UTF8.GetString(Saved(Models[0]));
        Assert.That(text, Does.Contain(from));

        Assert.That(() => TextModel.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)))), Throws.TypeOf<ModelFormatException>().With.Message.Contains(why));
    }

    private static byte[] Saved(TextModel model)
    {
        using var bytes = new MemoryStream();
        model.Save(bytes);
        return bytes.ToArray();
    }

    private static (int, Band, int, string) Said(TextModel model, string text)
    {
        var score = model.Score([text], []);
        return (score.Score, score.Band, score.Probability, string.Join('|', score.Contributions.Select(part => $"{part.What}{part.Tenths}")));
    }
}
