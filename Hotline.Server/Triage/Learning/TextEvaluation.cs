using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;

namespace Hotline.Server.Triage.Learning;

/// <summary>One text as it was scored.</summary>
/// <param name="Model">Null without a model.</param>
/// <param name="CutPoints">Of the model that scored it, or the usual ones.</param>
public sealed record ScoredText(int Label, TextGrade Rules, ModelScore? Model, ImmutableArray<int> CutPoints)
{
    /// <summary>The rules' score of what the text says: 0 where only the safe floor speaks, since that comes from questions not asked.</summary>
    public int RuleSeverity => Rules.Silent ? 0 : Rules.Score;

    /// <summary>What labels are read from: the higher of both.</summary>
    public int Severity => Math.Max(RuleSeverity, Model?.Score ?? 0);

    /// <summary>The band of <see cref="Severity"/>: what the text alone says, without the safe floor.</summary>
    public Band SpokenBand(BandRanges bands) => (Band)Math.Max((int)bands.Of(RuleSeverity), (int)(Model?.Band ?? Band.Low));

    /// <summary>As the product would have it: the model only raises what the rules say, safe floor and all.</summary>
    public Band Band => (Band)Math.Max((int)Rules.Band, (int)(Model?.Band ?? Band.Low));
}

/// <summary>Scores labelled texts by rules, and by a model or by models that had not seen them.</summary>
internal sealed class TextEvaluation(ITextSignals signals, ITextRules rules, Recipe recipe)
{
    public IReadOnlyList<ScoredText> ByRules(IReadOnlyList<LabelledText> texts, int labels) =>
        [.. texts.Select(text => new ScoredText(text.Label, rules.Grade(Signals(text)), null, CutPoints.Usual(labels)))];

    public IReadOnlyList<ScoredText> ByModel(IReadOnlyList<LabelledText> texts, TextModel model) => [.. texts.Select(text => Score(text, model))];

    /// <summary>Each part scored by a model trained on the others.</summary>
    public IReadOnlyList<ScoredText> ByFolds(IReadOnlyList<LabelledText> texts, ImmutableArray<string> labels, int folds, int seed)
    {
        var corpus = new Corpus(texts, recipe, signals);
        var trainer = Trainer(corpus, texts, labels);
        var parts = Folds.Deal(corpus.Labels, folds, seed);
        var scored = new ScoredText[texts.Count];
        for (var part = 0; part < folds; part++)
        {
            var model = trainer.Train([.. Enumerable.Range(0, texts.Count).Where(i => parts[i] != part)], seed);
            foreach (var i in Enumerable.Range(0, texts.Count).Where(i => parts[i] == part)) scored[i] = Score(texts[i], model);
        }
        return scored;
    }

    public TextModel Train(IReadOnlyList<LabelledText> texts, ImmutableArray<string> labels, int seed) =>
        Trainer(new Corpus(texts, recipe, signals), texts, labels).Train([.. Enumerable.Range(0, texts.Count)], seed);

    private TextTrainer Trainer(Corpus corpus, IReadOnlyList<LabelledText> texts, ImmutableArray<string> labels) =>
        new(corpus, labels, [.. ByRules(texts, labels.Length).Select(text => text.RuleSeverity)]);

    private ScoredText Score(LabelledText text, TextModel model)
    {
        var read = Signals(text);
        return new ScoredText(text.Label, rules.Grade(read), model.Score(text.Texts, read), model.Content.CutPoints);
    }

    private List<TextSignal> Signals(LabelledText text) => [.. text.Texts.SelectMany(one => signals.Read(one, recipe.Language))];
}
