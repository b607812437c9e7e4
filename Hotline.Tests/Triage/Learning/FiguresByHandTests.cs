using Hotline.Server.Floor;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Learning;

/// <summary>Figures against tables reckoned by hand.</summary>
public sealed class FiguresByHandTests
{
    private static readonly BandRanges Ranges = new(25, 50, 85);

    // truth 0: given 0 0 1; truth 1: given 1 2; truth 2: given 0 2 2; truth 3: given 2
    private static readonly int[] Truths = [0, 0, 0, 1, 1, 2, 2, 2, 3];
    private static readonly int[] Given = [0, 0, 1, 1, 2, 0, 2, 2, 2];

    private static readonly LabelFigures Figures = LabelFigures.Of(Truths, Given, ["a", "b", "c", "d"]);

    [Test]
    public void Graded_figures_count_too_severe_as_false_positive_and_not_severe_enough_as_false_negative()
    {
        // Right 5; above the truth 2; below 2.
        Assert.That(Figures.Graded.Precision, Is.EqualTo(5 / 7.0).Within(1e-12));
        Assert.That(Figures.Graded.Recall, Is.EqualTo(5 / 7.0).Within(1e-12));
        Assert.That(Figures.Graded.F, Is.EqualTo(5 / 7.0).Within(1e-12));
    }

    [Test]
    public void Accuracy_and_far_off_are_shares_of_all() =>
        Assert.That((Figures.Accuracy, Figures.OffByMoreThanOne), Is.EqualTo((5 / 9.0, 1 / 9.0)));

    [Test]
    public void Each_label_has_its_own_figures()
    {
        // c: given 4 times, right 2, true 3 times
        Assert.That(Figures.Classes[2].Precision, Is.EqualTo(0.5));
        Assert.That(Figures.Classes[2].Recall, Is.EqualTo(2 / 3.0));
        Assert.That(Figures.Classes[2].F1, Is.EqualTo(4 / 7.0).Within(1e-12));
        Assert.That(Figures.Classes[2].Support, Is.EqualTo(3));
        // d: never given
        Assert.That((Figures.Classes[3].Precision, Figures.Classes[3].Recall, Figures.Classes[3].F1), Is.EqualTo((0.0, 0.0, 0.0)));
    }

    [Test]
    public void The_table_is_by_truth_then_by_what_was_given() =>
        Assert.That(Figures.Confusion.Select(row => row.ToArray()), Is.EqualTo(new[] { new[] { 2, 1, 0, 0 }, [0, 1, 1, 0], [1, 0, 2, 0], [0, 0, 1, 0] }));

    [Test]
    public void Severe_texts_below_high_are_under_triaged_and_the_safe_floor_does_not_hide_the_low_ones()
    {
        var silent = new TextGrade(25, Band.Moderate, true);
        ScoredText[] texts =
        [
            Scored(1, silent, 10), Scored(1, silent, 30), Scored(1, silent, 60), Scored(1, new TextGrade(90, Band.Imminent, false), 0), Scored(0, silent, 5), Scored(0, silent, 55),
        ];

        var report = EvaluationReport.Of(texts, ["low", "high"], Ranges);

        Assert.That(report.Whole.UnderTriage, Is.EqualTo(0.5));
        Assert.That(report.Whole.SevereLow, Is.EqualTo(0.25));
        Assert.That(report.Whole.Bands, Is.EqualTo(new[] { 0, 3 / 6.0, 2 / 6.0, 1 / 6.0 }));
        Assert.That(report.Whole.SpokenBands, Is.EqualTo(new[] { 2 / 6.0, 1 / 6.0, 2 / 6.0, 1 / 6.0 }));
        Assert.That(report.RulesAlone.UnderTriage, Is.EqualTo(0.75));
        Assert.That(report.ModelAlone!.SevereLow, Is.EqualTo(0.5));
        Assert.That(report.TradeOff.Single(row => row.Threshold == 20), Is.EqualTo(new TradeOffRow(20, 0.25, 0.5)));
        Assert.That(report.TradeOff.Single(row => row.Threshold == 56), Is.EqualTo(new TradeOffRow(56, 0.5, 0)));
    }

    [Test]
    public void Calibration_is_the_mean_gap_of_the_tenths()
    {
        var calibration = EvaluationReport.Calibrated([(0.1, false), (0.1, false), (0.1, true), (0.1, false), (0.95, true), (1, true)]);

        // 4 texts said 0.10, were 0.25; 2 said 0.975, were 1: (4 × 0.15 + 2 × 0.025) ÷ 6
        Assert.That(calibration.Rows.Select(row => row.Texts), Is.EqualTo(new[] { 4, 2 }));
        Assert.That(calibration.ExpectedError, Is.EqualTo(0.65 / 6).Within(1e-12));
    }

    [TestCase(0, 0)]
    [TestCase(4, 0)]
    [TestCase(5, 1)]
    [TestCase(25, 2)]
    [TestCase(65, 3)]
    [TestCase(100, 4)]
    public void A_label_is_as_many_steps_up_as_cut_points_were_reached(int severity, int label) =>
        Assert.That(CutPoints.LabelOf(severity, CutPoints.Usual(5)), Is.EqualTo(label));

    [Test]
    public void Fitted_cut_points_part_what_is_apart()
    {
        int[] severities = [10, 10, 12, 40, 41, 42, 70, 71, 75];
        int[] labels = [0, 0, 0, 1, 1, 1, 2, 2, 2];

        var cuts = CutPoints.Fit(severities, labels, 3);

        Assert.That(severities.Select(severity => CutPoints.LabelOf(severity, cuts)), Is.EqualTo(labels));
    }

    [Test]
    public void Two_labels_are_parted_at_the_foot_of_high() => Assert.That(CutPoints.Fit([1, 2], [0, 1], 2), Is.EqualTo(new[] { 50 }));

    [TestCase(1000, 0, 100, 0)]
    [TestCase(100, 1, 0, 1024)]
    [TestCase(300, 1, 0, 2048)]
    [TestCase(1000, 3, 900, 2048)]
    public void A_rate_is_a_logarithm_in_1024ths(int per, int count, int size, int value) => Assert.That(FixedPoint.LogRate(per, count, size), Is.EqualTo(value));

    [TestCase(0, 0)]
    [TestCase(15, 3)]
    [TestCase(16, 4)]
    [TestCase(4_611_686_014_132_420_608, 2_147_483_646)]
    [TestCase(4_611_686_014_132_420_609, 2_147_483_647)]
    public void A_root_is_rounded_down(long x, long root) => Assert.That(FixedPoint.Sqrt(x), Is.EqualTo(root));

    private static ScoredText Scored(int label, TextGrade rules, int score) =>
        new(label, rules, new ModelScore(score, Ranges.Of(score), 500, []), CutPoints.Usual(2));
}
