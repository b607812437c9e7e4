using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage.Learning;

/// <summary>Texts whose probability lay in one tenth.</summary>
/// <param name="Said">Mean probability.</param>
/// <param name="Was">Share that was severe.</param>
public sealed record ReliabilityRow(double From, double To, int Texts, double Said, double Was);

/// <summary>If high began at this score.</summary>
/// <param name="Missed">Share of severe texts below it.</param>
/// <param name="Raised">Share of the other texts at or above it.</param>
public sealed record TradeOffRow(int Threshold, double Missed, double Raised);

/// <summary>Mean gap between probability and share over the tenths, weighted by texts.</summary>
public sealed record CalibrationFigures(double ExpectedError, ImmutableArray<ReliabilityRow> Rows);

/// <summary>One way of scoring.</summary>
/// <param name="Bands">Share of texts, least severe first, as the product would have them.</param>
/// <param name="SpokenBands">The same without the safe floor of questions not asked.</param>
/// <param name="UnderTriage">Share of severe texts below high.</param>
/// <param name="SevereLow">Share of severe texts that come out low, without the safe floor.</param>
public sealed record WayFigures(
    LabelFigures Labels, ImmutableArray<double> Bands, ImmutableArray<double> SpokenBands, double UnderTriage, double SevereLow)
{
    public static WayFigures Of(IReadOnlyList<ScoredText> texts, ImmutableArray<string> labels, BandRanges ranges)
    {
        var severe = texts.Where(text => text.Label >= LabelOrder.FirstSevere(labels.Length)).ToList();
        return new WayFigures(
            LabelFigures.Of([.. texts.Select(text => text.Label)], [.. texts.Select(text => CutPoints.LabelOf(text.Severity, text.CutPoints))], labels),
            Shares(texts, text => text.Band), Shares(texts, text => text.SpokenBand(ranges)),
            LabelFigures.Share(severe.Count(text => text.SpokenBand(ranges) < Band.High), severe.Count),
            LabelFigures.Share(severe.Count(text => text.SpokenBand(ranges) == Band.Low), severe.Count));
    }

    private static ImmutableArray<double> Shares(IReadOnlyList<ScoredText> texts, Func<ScoredText, Band> band) =>
        [.. Enum.GetValues<Band>().Select(one => LabelFigures.Share(texts.Count(text => band(text) == one), texts.Count))];
}

/// <summary>What an evaluation found.</summary>
/// <param name="Whole">The higher of rules and model: what counts.</param>
/// <param name="ModelAlone">Null without a model; so <see cref="Calibration"/>.</param>
/// <param name="CutPoints">Null when every fold had its own.</param>
public sealed record EvaluationReport(
    ImmutableArray<string> Labels, WayFigures Whole, WayFigures RulesAlone, WayFigures? ModelAlone, CalibrationFigures? Calibration, ImmutableArray<TradeOffRow> TradeOff)
{
    private const int Tenths = 10;

    public ImmutableArray<int>? CutPoints { get; private init; }

    public static EvaluationReport Of(IReadOnlyList<ScoredText> texts, ImmutableArray<string> labels, BandRanges ranges)
    {
        var severe = LabelOrder.FirstSevere(labels.Length);
        var modelled = texts[0].Model is not null;
        var usual = Learning.CutPoints.Usual(labels.Length);
        return new EvaluationReport(
            labels,
            WayFigures.Of(texts, labels, ranges),
            WayFigures.Of([.. texts.Select(text => text with { Model = null, CutPoints = usual })], labels, ranges),
            modelled ? WayFigures.Of([.. texts.Select(text => text with { Rules = new TextGrade(0, Band.Low, true) })], labels, ranges) : null,
            modelled ? Calibrated([.. texts.Select(text => (text.Model!.Probability / 1000.0, text.Label >= severe))]) : null,
            [.. Enumerable.Range(1, ranges.Imminent - 1).Select(threshold => At(threshold, texts, severe))])
        {
            CutPoints = texts.All(text => text.CutPoints.SequenceEqual(texts[0].CutPoints)) ? texts[0].CutPoints : null,
        };
    }

    internal static CalibrationFigures Calibrated(IReadOnlyList<(double Said, bool Was)> texts)
    {
        var rows = new List<ReliabilityRow>();
        foreach (var tenth in texts.GroupBy(text => Math.Min((int)(text.Said * Tenths), Tenths - 1)).OrderBy(group => group.Key))
            rows.Add(new ReliabilityRow(
                (double)tenth.Key / Tenths, (tenth.Key + 1.0) / Tenths, tenth.Count(), tenth.Average(text => text.Said), LabelFigures.Share(tenth.Count(text => text.Was), tenth.Count())));
        return new CalibrationFigures(rows.Sum(row => row.Texts * Math.Abs(row.Said - row.Was)) / texts.Count, [.. rows]);
    }

    private static TradeOffRow At(int threshold, IReadOnlyList<ScoredText> texts, int severe)
    {
        var (dire, others) = (texts.Where(text => text.Label >= severe).ToList(), texts.Where(text => text.Label < severe).ToList());
        return new TradeOffRow(
            threshold, LabelFigures.Share(dire.Count(text => text.Severity < threshold), dire.Count), LabelFigures.Share(others.Count(text => text.Severity >= threshold), others.Count));
    }
}
