using System.Collections.Frozen;

namespace Hotline.Server.Triage.Learning;

/// <summary>Words that say the same sort of thing, so that a rare one counts as its common sisters do. Written from the field's knowledge, fitted to no file.</summary>
internal sealed partial class WordClasses
{
    private readonly FrozenDictionary<string, int> phrases;
    private readonly FrozenDictionary<string, int> stems;
    private readonly int longest;
    private readonly bool inWords;

    /// <param name="classes">Name and phrases between commas; a word ending in * stands for all that begin so.</param>
    private WordClasses(bool inWords, params (string Name, string Phrases)[] classes)
    {
        this.inWords = inWords;
        var (whole, begun) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        Names = [.. classes.Select(one => one.Name)];
        for (var i = 0; i < classes.Length; i++)
            foreach (var phrase in classes[i].Phrases.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                if (phrase.EndsWith('*')) begun.Add(phrase[..^1], i);
                else whole.Add(phrase, i);
        longest = whole.Keys.Max(phrase => inWords ? phrase.Count(character => character == ' ') + 1 : phrase.Length);
        (phrases, stems) = (whole.ToFrozenDictionary(StringComparer.Ordinal), begun.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public IReadOnlyList<string> Names { get; }

    public static WordClasses Of(Recipe recipe) => recipe.Words ? English : Chinese;

    /// <summary>Adds the hits of each class.</summary>
    public void Count(GramText text, Span<int> counts)
    {
        var whole = phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        var begun = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        var units = text.Units(inWords);
        for (var first = 0; first < units.Length; first++)
        {
            for (var many = 1; many <= longest && first + many <= units.Length; many++)
                if (whole.TryGetValue(text.Slice(units, first, many), out var found)) counts[found]++;
            if (stems.Count == 0) continue;
            var word = text.Slice(units, first, 1);
            for (var length = Math.Min(word.Length, 12); length >= 4; length--)
            {
                if (!begun.TryGetValue(word[..length], out var stem)) continue;
                counts[stem]++;
                break;
            }
        }
    }
}
