using System.Globalization;
using Hotline.Server.Floor;
using Spectre.Console;

namespace Hotline.Server.Triage.Learning;

/// <summary>What the verb prints.</summary>
internal sealed class EvaluationScreen(IAnsiConsole console)
{
    private static readonly int[] Thresholds = [10, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80];

    public void Show(EvaluationReport report)
    {
        var ways = new Table().Title($"{report.Whole.Labels.Texts} texts").AddColumns("", "rules", "model", "higher of both");
        Row("accuracy", way => way.Labels.Accuracy);
        Row("off by more than one level", way => way.Labels.OffByMoreThanOne);
        Row("graded precision", way => way.Labels.Graded.Precision);
        Row("graded recall", way => way.Labels.Graded.Recall);
        Row("graded F", way => way.Labels.Graded.F);
        for (var i = 0; i < report.Labels.Length; i++)
        {
            var label = i;
            Row($"F1 of {Markup.Escape(report.Labels[i])}", way => way.Labels.Classes[label].F1);
        }
        Row("severe below high (under-triage)", way => way.UnderTriage);
        Row("severe scored low, no safe floor", way => way.SevereLow);
        foreach (var band in Enum.GetValues<Band>()) Row($"share {band.ToString().ToLowerInvariant()}", way => way.Bands[(int)band]);
        foreach (var band in Enum.GetValues<Band>()) Row($"share {band.ToString().ToLowerInvariant()}, no safe floor", way => way.SpokenBands[(int)band]);
        console.Write(ways);

        Show(report.Labels, report.Whole.Labels);
        if (report.Calibration is { } calibration) Show(calibration);
        var curve = new Table().Title("If high began at this score").AddColumns("score", "severe missed", "others raised");
        foreach (var row in report.TradeOff.Where(row => Thresholds.Contains(row.Threshold))) curve.AddRow(Text(row.Threshold), Text(row.Missed), Text(row.Raised));
        console.Write(curve);

        void Row(string name, Func<WayFigures, double> figure) =>
            ways.AddRow(name, Text(figure(report.RulesAlone)), report.ModelAlone is { } model ? Text(figure(model)) : "–", Text(figure(report.Whole)));
    }

    public void Show(TextModel model, string path)
    {
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{path}: {model.Size} features from {model.Content.Training.Texts} texts, hash {model.Hash}");
        foreach (var (name, figure) in model.Content.Training.Figures)
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {name} {figure / 1000.0:0.000} (inner folds, where the thresholds were chosen: flatters a little)");
    }

    private void Show(IReadOnlyList<string> labels, LabelFigures figures)
    {
        var confusion = new Table().Title("Was (rows), given (columns)").AddColumn("").AddColumns([.. labels.Select(Markup.Escape), "precision", "recall", "F1"]);
        for (var i = 0; i < labels.Count; i++)
            confusion.AddRow([
                Markup.Escape(labels[i]), .. figures.Confusion[i].Select(Text),
                Text(figures.Classes[i].Precision), Text(figures.Classes[i].Recall), Text(figures.Classes[i].F1)]);
        console.Write(confusion);
    }

    private void Show(CalibrationFigures calibration)
    {
        var table = new Table().Title($"Calibration, expected error {Text(calibration.ExpectedError)}").AddColumns("probability", "texts", "said", "was severe");
        foreach (var row in calibration.Rows) table.AddRow($"{row.From:0.0}–{row.To:0.0}", Text(row.Texts), Text(row.Said), Text(row.Was));
        console.Write(table);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
