namespace Hotline.Server.Triage.Learning;

/// <summary>Parts of a cross-validation, each with its share of every label. The same seed deals the same.</summary>
internal static class Folds
{
    /// <summary>The part of each text, 0 … <paramref name="count"/> − 1.</summary>
    public static int[] Deal(IReadOnlyList<int> labels, int count, int seed)
    {
        var random = new Random(seed);
        var parts = new int[labels.Count];
        foreach (var same in Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(group => group.Key))
        {
            var order = same.ToArray();
            random.Shuffle(order);
            var start = random.Next(count);
            for (var i = 0; i < order.Length; i++) parts[order[i]] = (i + start) % count;
        }
        return parts;
    }
}
