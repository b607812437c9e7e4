using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Hotline.Server.Triage.Replay;
using Hotline.Server.Triage.Rules;
using Hotline.Server.Triage.Signals;
using Spectre.Console;

namespace Hotline.Server.Triage.Learning;

/// <summary><c>triage train</c> and <c>triage eval</c>. Exit code 0 done, 2 it could not be done, with one line that says why.</summary>
public static class TriageVerb
{
    /// <param name="args">All arguments, the verb first.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new TriageOptions();
        options.Command.Add(ReplayVerb.Command());
        var parsed = new RootCommand("Hotline") { options.Command }.Parse(args);
        if (parsed.Errors.Count > 0) return await StoppedAsync(parsed.Errors[0].Message);
        options.Train.SetAction(result => GuardAsync(() => Train(options, result)));
        options.Evaluate.SetAction(result => GuardAsync(() => Evaluate(options, result)));
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static void Train(TriageOptions options, ParseResult parsed)
    {
        var labels = TriageOptions.Split(parsed.GetValue(options.Labels)!);
        var (data, path) = (parsed.GetValue(options.Data)!, parsed.GetValue(options.Out)!);
        var texts = LabelledFile.Read(data, labels);
        RequireEnough(data, texts, labels, TextTrainer.LeastOfLabel);
        var model = Evaluation(options, parsed).Train(texts, labels, parsed.GetValue(options.Seed));
        using (var file = File.Create(path)) model.Save(file);
        new EvaluationScreen(AnsiConsole.Console).Show(model, path);
    }

    private static void Evaluate(TriageOptions options, ParseResult parsed)
    {
        var labels = TriageOptions.Split(parsed.GetValue(options.Labels)!);
        var language = parsed.GetValue(options.Language)!;
        var (folds, seed, data) = (parsed.GetValue(options.FoldCount), parsed.GetValue(options.Seed), parsed.GetValue(options.Data)!);
        var model = parsed.GetValue(options.Model) is { } path ? Load(path, language, labels) : null;
        var texts = LabelledFile.Read(data, labels);
        // So that what is left of a label for training is enough.
        if (folds > 0) RequireEnough(data, texts, labels, TextTrainer.LeastOfLabel * 2);
        var evaluation = Evaluation(options, parsed);
        var scored = model is not null ? evaluation.ByModel(texts, model)
            : folds > 0 ? evaluation.ByFolds(texts, labels, folds, seed)
            : evaluation.ByRules(texts, labels.Length);
        var report = EvaluationReport.Of(scored, labels, RuleSetFile.Shipped.Bands);
        new EvaluationScreen(AnsiConsole.Console).Show(report);
        if (parsed.GetValue(options.Json) is { } json)
            File.WriteAllText(json, EvaluationJson.Of(report, new EvaluatedFile(language, RuleSetFile.Shipped.Version, model?.Hash, folds, seed)));
    }

    private static TextEvaluation Evaluation(TriageOptions options, ParseResult parsed) =>
        new(new TextSignals(SignalLexicon.Shipped()), new SignalRules(RuleSetFile.Shipped), Recipe.Of(parsed.GetValue(options.Language)!)!);

    private static TextModel Load(string path, string language, ImmutableArray<string> labels)
    {
        try
        {
            using var file = File.OpenRead(path);
            var model = TextModel.Load(file);
            if (model.Content.Language != language) throw new LearningStoppedException($"{path} is a model for {model.Content.Language}, not for {language}.");
            return model.Content.Labels.SequenceEqual(labels)
                ? model : throw new LearningStoppedException($"{path} was trained for the labels {string.Join(",", model.Content.Labels)}, not {string.Join(",", labels)}.");
        }
        catch (ModelFormatException broken)
        {
            throw new LearningStoppedException($"{path} {broken.Message}.", broken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LearningStoppedException($"{path} does not exist.", missing);
        }
    }

    private static void RequireEnough(string data, IReadOnlyList<LabelledText> texts, ImmutableArray<string> labels, int least)
    {
        for (var label = 0; label < labels.Length; label++)
            if (texts.Count(text => text.Label == label) is var count && count < least)
                throw new LearningStoppedException(string.Create(CultureInfo.InvariantCulture, $"{data} has {count} texts labelled {labels[label]}; it takes at least {least}."));
    }

    private static async Task<int> GuardAsync(Action work)
    {
        try
        {
            work();
            return 0;
        }
        catch (Exception stopped) when (stopped is LearningStoppedException or IOException or UnauthorizedAccessException)
        {
            return await StoppedAsync(stopped.Message);
        }
    }

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("triage: " + why.ReplaceLineEndings(" "));
        return 2;
    }
}
