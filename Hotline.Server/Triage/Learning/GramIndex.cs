using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hotline.Server.Triage.Learning;

/// <summary>N-grams of one view by their text, without a string made for the asking.</summary>
internal sealed class GramIndex
{
    private readonly ImmutableArray<NamedWeight> grams;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numbers;

    public GramIndex(ImmutableArray<NamedWeight> grams)
    {
        this.grams = grams;
        numbers = grams.Select((gram, number) => (gram.Name, number)).ToFrozenDictionary(pair => pair.Name, pair => pair.number, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => grams.Length;

    public NamedWeight this[int number] => grams[number];

    /// <summary>−1 when the model has none.</summary>
    public int Find(ReadOnlySpan<char> gram) => numbers.TryGetValue(gram, out var number) ? number : -1;
}

/// <summary>The few parts of a margin that weigh most, of either sign.</summary>
internal sealed class Strongest(int most)
{
    private readonly List<(string Name, long Margin)> parts = new(most + 1);

    public void Offer(string name, long margin)
    {
        if (margin == 0 || (parts.Count == most && Compare((name, margin), parts[^1]) >= 0)) return;
        var at = parts.FindIndex(part => Compare((name, margin), part) < 0);
        parts.Insert(at < 0 ? parts.Count : at, (name, margin));
        if (parts.Count > most) parts.RemoveAt(most);
    }

    public IEnumerable<(string Name, long Margin)> Ordered() => parts;

    private static int Compare((string Name, long Margin) one, (string Name, long Margin) other) =>
        Math.Abs(one.Margin) != Math.Abs(other.Margin) ? Math.Abs(other.Margin).CompareTo(Math.Abs(one.Margin)) : string.CompareOrdinal(one.Name, other.Name);
}
