using System.Collections.Immutable;

namespace Hotline.Server.Triage.Learning;

/// <summary>How one label was found.</summary>
/// <param name="Support">Texts that have it.</param>
public sealed record ClassFigures(string Label, double Precision, double Recall, double F1, int Support);

/// <summary>Precision and recall of ordered labels, over all texts (Gaur 2019): too severe is a false positive, not severe enough a false negative.</summary>
public sealed record GradedFigures(double Precision, double Recall, double F);

/// <summary>Labels given against labels that were true. A share of nothing is 0.</summary>
/// <param name="Confusion">By truth, then by what was given.</param>
public sealed record LabelFigures(
    int Texts, double Accuracy, double OffByMoreThanOne, GradedFigures Graded, ImmutableArray<ClassFigures> Classes, ImmutableArray<ImmutableArray<int>> Confusion)
{
    public static LabelFigures Of(IReadOnlyList<int> truths, IReadOnlyList<int> given, ImmutableArray<string> labels)
    {
        var table = new int[labels.Length, labels.Length];
        for (var i = 0; i < truths.Count; i++) table[truths[i], given[i]]++;
        var (right, above, below, far) = (0, 0, 0, 0);
        for (var truth = 0; truth < labels.Length; truth++)
            for (var label = 0; label < labels.Length; label++)
            {
                var texts = table[truth, label];
                if (label == truth) right += texts;
                else if (label > truth) above += texts;
                else below += texts;
                if (Math.Abs(label - truth) > 1) far += texts;
            }
        var (precision, recall) = (Share(right, right + above), Share(right, right + below));
        var every = Enumerable.Range(0, labels.Length).ToList();
        return new LabelFigures(
            truths.Count, Share(right, truths.Count), Share(far, truths.Count), new GradedFigures(precision, recall, Harmonic(precision, recall)),
            [.. every.Select(label => Class(labels[label], table[label, label], every.Sum(truth => table[truth, label]), every.Sum(other => table[label, other])))],
            [.. every.Select(truth => every.Select(label => table[truth, label]).ToImmutableArray())]);
    }

    internal static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static ClassFigures Class(string label, int right, int given, int support)
    {
        var (precision, recall) = (Share(right, given), Share(right, support));
        return new ClassFigures(label, precision, recall, Harmonic(precision, recall), support);
    }

    private static double Harmonic(double one, double other) => one + other == 0 ? 0 : 2 * one * other / (one + other);
}
