using System.Collections.Immutable;

namespace Hotline.Server.Triage.Learning;

/// <summary>One way to cut a text into n-grams.</summary>
/// <param name="Name">In the model file.</param>
/// <param name="Words">Of words, else of characters.</param>
/// <param name="Rate">A gram counts by how often it comes in the text's length; else only whether it is there.</param>
/// <param name="Share">Of this view beside the others while fitting.</param>
internal sealed record GramView(string Name, bool Words, int From, int To, bool Rate, double Share);

/// <summary>How the texts of a language are read and fitted. Part of the format of the model file: whoever changes one changes <see cref="ModelFile.Format"/>.</summary>
/// <param name="NaiveBayes">How far weights are steered by the log-count ratio of each gram, 0–1 (Wang and Manning 2012).</param>
/// <param name="Strength">Inverse of the L2 penalty.</param>
/// <param name="ClassShare">Of word classes beside the grams while fitting.</param>
internal sealed record Recipe(string Language, bool Words, ImmutableArray<GramView> Views, double NaiveBayes, double Strength, double ClassShare)
{
    /// <summary>Rates of grams are taken per so many units, those of measures per <see cref="MeasurePer"/>.</summary>
    public const int GramPer = 300;
    public const int MeasurePer = 1000;

    /// <summary>A gram is kept when so many different texts (or authors) have it: what fewer say may point at a person.</summary>
    public const int LeastTexts = 3;

    /// <summary>A gram that comes oftener counts as this often.</summary>
    public const int MostHits = 4095;

    public const int MostCharacters = 6;
    public const int MostWords = 3;

    private static readonly ImmutableArray<Recipe> All =
    [
        new("zh", false, [new("characters", false, 1, 4, false, 1)], 0.7, 4, 0.1),
        new("en", true, [new("words", true, 1, 2, true, 1), new("characters", false, 4, 4, true, 0.2)], 0, 8, 0.3),
    ];

    public static ImmutableArray<string> Languages { get; } = [.. All.Select(recipe => recipe.Language)];

    /// <summary>Less than that of word classes: signals are many, most are rare, and the rules speak for them already.</summary>
    public double SignalShare => ClassShare / 3;

    /// <summary>Null for a language that has none.</summary>
    public static Recipe? Of(string language) => All.FirstOrDefault(recipe => recipe.Language == language);
}
