using System.Runtime.InteropServices;

namespace Hotline.Server.Triage.Signals;

/// <summary>One word of a text as the phrases know it.</summary>
/// <param name="Word">Number in the vocabulary, or <see cref="Vocabulary.Unknown"/>.</param>
/// <param name="Start">First UTF-16 code unit of the text as it was sent.</param>
/// <param name="End">Behind the last one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextWord(int Word, int Start, int End, Break Break);

/// <summary>Words of the lexicons ↔ numbers.</summary>
internal sealed class Vocabulary
{
    /// <summary>A word no lexicon holds; greater than every number, so that it sorts behind.</summary>
    public const int Unknown = int.MaxValue;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public Vocabulary() => Number = Add(WordFolding.Number);

    /// <summary>A word of digits.</summary>
    public int Number { get; }

    public int Count => _numbers.Count;

    public int Add(string word)
    {
        if (_numbers.TryGetValue(word, out var known)) return known;
        return _numbers[word] = _numbers.Count;
    }

    public int Find(ReadOnlySpan<char> word) => _numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var number) ? number : Unknown;
}
