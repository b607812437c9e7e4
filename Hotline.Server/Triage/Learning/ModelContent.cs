using System.Collections.Immutable;

namespace Hotline.Server.Triage.Learning;

/// <summary>A weight in 1/65536.</summary>
public readonly record struct NamedWeight(string Name, int Weight);

/// <summary>What a model was trained on, in numbers only.</summary>
/// <param name="Texts">How many.</param>
/// <param name="Folds">Of the inner cross-validation, which chose thresholds, cut points and calibration.</param>
/// <param name="Figures">Out of the inner folds, in 1/1000; thresholds were chosen on the same folds, so they flatter a little.</param>
public sealed record TrainingFigures(int Texts, int Folds, int Seed, ImmutableSortedDictionary<string, int> Figures);

/// <summary>All that a model file holds.</summary>
/// <param name="Labels">From least to most severe.</param>
/// <param name="CutPoints">Lowest severity of each label but the first.</param>
/// <param name="Score">Margin → score.</param>
/// <param name="Probability">Margin → 1/1000.</param>
/// <param name="Measures">Word classes and signals, in ordinal order of names.</param>
/// <param name="Views">N-grams, in ordinal order, as the language's recipe cuts them.</param>
public sealed record ModelContent(
    string Language, ImmutableArray<string> Labels, ImmutableArray<int> CutPoints, TrainingFigures Training,
    ModelTables Tables, ModelWeights Weights);

/// <inheritdoc cref="ModelContent"/>
public sealed record ModelTables(ImmutableArray<Knot> Score, ImmutableArray<Knot> Probability);

/// <inheritdoc cref="ModelContent"/>
public sealed record ModelWeights(long Bias, ImmutableArray<NamedWeight> Measures, ImmutableArray<ImmutableArray<NamedWeight>> Views);
