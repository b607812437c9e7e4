using System.Collections.Immutable;
using System.CommandLine;

namespace Hotline.Server.Triage.Learning;

/// <summary>Commands and options of the verb.</summary>
internal sealed class TriageOptions
{
    private const int MostLabels = 10;

    public Option<string> Data { get; } = new("--data") { Description = "Lines of JSON: text or posts, and label", HelpName = "FILE", Required = true };

    public Option<string> Language { get; } = new("--lang") { Description = string.Join(" or ", Recipe.Languages), HelpName = "LANG", Required = true };

    public Option<string> Labels { get; } = new("--labels") { Description = "From least to most severe, between commas", HelpName = "a,b,c", DefaultValueFactory = _ => "low,high" };

    public Option<string> Out { get; } = new("--out") { Description = "Where the model is written", HelpName = "MODEL", Required = true };

    public Option<string?> Model { get; } = new("--model") { Description = "Scores with this model beside the rules", HelpName = "MODEL" };

    public Option<int> FoldCount { get; } = new("--folds") { Description = "Trains and tests by cross-validation; 0 = not", HelpName = "N" };

    public Option<string?> Json { get; } = new("--json") { Description = "Writes the figures", HelpName = "FILE" };

    public Option<int> Seed { get; } = new("--seed") { Description = "Of all chance", DefaultValueFactory = _ => 1 };

    public TriageOptions()
    {
        Train = new Command("train", "Fits a model to labelled texts.") { Data, Language, Labels, Out, Seed };
        Evaluate = new Command("eval", "Measures rules, model, or cross-validated models on labelled texts.") { Data, Language, Labels, Model, FoldCount, Json, Seed };
        Command = new Command("triage", "Trains and measures what reads texts.") { Train, Evaluate };
        FoldCount.Validators.Add(result =>
        {
            if (result.GetValue(FoldCount) is not (0 or (>= 2 and <= 20))) result.AddError("--folds must be from 2 to 20.");
        });
        Language.Validators.Add(result =>
        {
            if (Recipe.Of(result.GetValue(Language) ?? "") is null) result.AddError($"--lang must be one of {string.Join(", ", Recipe.Languages)}.");
        });
        Labels.Validators.Add(result =>
        {
            var labels = Split(result.GetValue(Labels) ?? "");
            if (labels.Length is < 2 or > MostLabels || labels.Distinct(StringComparer.Ordinal).Count() != labels.Length) result.AddError($"--labels must be 2 to {MostLabels} different names between commas.");
        });
        Evaluate.Validators.Add(result =>
        {
            if (result.GetValue(Model) is not null && result.GetValue(FoldCount) > 0) result.AddError("Give --model MODEL or --folds N, not both.");
        });
    }

    public Command Command { get; }

    public Command Train { get; }

    public Command Evaluate { get; }

    public static ImmutableArray<string> Split(string labels) => [.. labels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
