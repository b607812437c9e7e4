using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Learning;

public sealed class TrainingTests
{
    private static readonly BandRanges Ranges = RuleSetFile.Shipped.Bands;

    [Test]
    public void What_parts_two_labels_is_learned()
    {
        var figures = Measured(Invented.InChinese.ByFolds(Invented.OfCharacters(120, 2), Invented.Two, 5, 1));

        Assert.That(figures.Classes[1].F1, Is.GreaterThan(0.9));
    }

    [Test]
    public void Nothing_is_learned_from_shuffled_labels()
    {
        var texts = Invented.InChinese.ByFolds(Invented.Shuffled(Invented.OfCharacters(120, 2), 3), Invented.Two, 5, 1);

        Assert.That(Measured(texts).Accuracy, Is.LessThan(0.65));
        // And the model says so: its probabilities stay near the share of severe texts.
        Assert.That(texts.Average(text => Math.Abs(text.Model!.Probability - 500)), Is.LessThan(150));
    }

    [Test]
    public void The_order_of_five_labels_is_learned()
    {
        var figures = LabelFigures.Of(
            [.. Invented.OfWords(150, 2).Select(text => text.Label)],
            [.. Invented.InEnglish.ByFolds(Invented.OfWords(150, 2), Invented.Five, 5, 1).Select(text => CutPoints.LabelOf(text.Severity, text.CutPoints))], Invented.Five);

        Assert.That(figures.Accuracy, Is.GreaterThan(0.6));
        Assert.That(figures.OffByMoreThanOne, Is.LessThan(0.05));
    }

    [Test]
    public void A_model_that_was_trained_scores_what_it_never_saw()
    {
        var model = Invented.TrainedInChinese;

        var scored = Invented.InChinese.ByModel(Invented.OfCharacters(60, 9), model);

        Assert.That(Measured(scored).Accuracy, Is.GreaterThan(0.9));
        Assert.That(scored.Where(text => text.Label == 1).Average(text => text.Model!.Probability), Is.GreaterThan(700));
        Assert.That(scored.Where(text => text.Label == 0).Average(text => text.Model!.Probability), Is.LessThan(300));
    }

    [Test]
    public void The_same_texts_and_seed_give_the_same_model() =>
        Assert.That(Invented.InChinese.Train(Invented.OfCharacters(120, 1), Invented.Two, 1).Hash, Is.EqualTo(Invented.TrainedInChinese.Hash));

    [Test]
    public void What_fewer_than_three_texts_say_is_not_in_the_model()
    {
        var texts = Invented.OfCharacters(60, 4).ToList();
        texts[0] = texts[0] with { Texts = [texts[0].Texts[0] + "兰亭兰亭兰亭"] };
        texts[2] = texts[2] with { Texts = [texts[2].Texts[0] + "兰亭"] };

        var twice = Names(Invented.InChinese.Train(texts, Invented.Two, 1));
        texts[4] = texts[4] with { Texts = [texts[4].Texts[0] + "兰亭"] };
        var thrice = Names(Invented.InChinese.Train(texts, Invented.Two, 1));

        Assert.That(twice, Has.None.Contains("兰"));
        Assert.That(thrice, Does.Contain("兰亭"));
    }

    [Test]
    public void No_gram_is_longer_than_six_characters_or_three_words()
    {
        var weights = Invented.TrainedInEnglish.Content.Weights.Views;

        Assert.That(weights[0].Select(gram => gram.Name.Split(' ').Length).Max(), Is.InRange(1, 3));
        Assert.That(weights[1].Select(gram => gram.Name.Length).Max(), Is.InRange(1, 6));
    }

    [Test]
    public void Texts_held_out_have_no_part_in_the_training()
    {
        var texts = Invented.OfCharacters(120, 5);
        var corpus = new Corpus([.. texts, .. Invented.Shuffled(texts, 1)], Invented.Chinese, new Server.Triage.Signals.TextSignals([]));
        var alone = new Corpus(texts, Invented.Chinese, new Server.Triage.Signals.TextSignals([]));
        var rows = Enumerable.Range(0, 120).ToList();

        var beside = new TextTrainer(corpus, Invented.Two, new int[240]).Train(rows, 1);

        Assert.That(beside.Hash, Is.EqualTo(new TextTrainer(alone, Invented.Two, new int[120]).Train(rows, 1).Hash));
    }

    private static LabelFigures Measured(IReadOnlyList<ScoredText> texts) => WayFigures.Of(texts, Invented.Two, Ranges).Labels;

    private static IEnumerable<string> Names(TextModel model) => model.Content.Weights.Views.SelectMany(view => view).Select(gram => gram.Name);
}
