using System.Collections.Frozen;

namespace Hotline.Server.Triage.Signals;

/// <summary>Folded words → vocabulary, through the usual disguises: signs for letters, stars, repeated and spaced-out letters.</summary>
internal sealed class WordSpelling
{
    private const int LongestWord = 40;
    private const int LongestSpacedWord = 12;
    private const char Star = '*';

    private readonly Vocabulary _vocabulary;
    private readonly FrozenDictionary<char, string> _letters;
    private readonly Dictionary<string, int> _masked = new(StringComparer.Ordinal);
    private readonly int _most;

    public WordSpelling(Vocabulary vocabulary, IReadOnlyList<SignalLexicon> lexicons)
    {
        _vocabulary = vocabulary;
        _letters = lexicons.SelectMany(lexicon => lexicon.Letters).DistinctBy(letter => letter.Key).ToFrozenDictionary();
        _most = _letters.Count == 0 ? 0 : _letters.Values.Max(letters => letters.Length);
        foreach (var word in lexicons.SelectMany(lexicon => lexicon.Masked))
        {
            var number = vocabulary.Add(word);
            for (var at = 1; at < word.Length; at++) _masked.TryAdd($"{word[..at]}{Star}{word[(at + 1)..]}", number);
        }
    }

    /// <summary>Signs that may stand within a word.</summary>
    public static string Inside(IEnumerable<SignalLexicon> lexicons) =>
        string.Concat(lexicons.SelectMany(lexicon => lexicon.Letters.Keys).Where(sign => !char.IsLetterOrDigit(sign)).Append(Star).Distinct());

    public void Read(FoldedText text, List<TextWord> into)
    {
        for (var at = 0; at < text.Words.Count; at++)
        {
            var word = text.Words[at];
            if (word.Length == 1 && SpacedOut(text, at, into) is > 0 and var used)
            {
                at += used - 1;
                continue;
            }

            Add(text[word], word, into);
        }
    }

    private void Add(ReadOnlySpan<char> letters, FoldedWord word, List<TextWord> into)
    {
        var number = Find(letters);
        if (number != Vocabulary.Unknown || !Parts(letters, word, into)) into.Add(new TextWord(number, word.Start, word.End, word.Break));
    }

    private int Find(ReadOnlySpan<char> letters)
    {
        var number = _vocabulary.Find(letters);
        if (number != Vocabulary.Unknown || letters.Length > LongestWord) return number;
        if (!letters.ContainsAnyExceptInRange('0', '9')) return _vocabulary.Number;
        if (letters.Length > 1 && letters.ContainsAnyExceptInRange('a', 'z')) number = FindDisguised(letters);
        if (number == Vocabulary.Unknown && letters.Length > 2) number = FindDrawnOut(letters);
        return number;
    }

    private int FindDisguised(ReadOnlySpan<char> letters)
    {
        Span<char> plain = stackalloc char[letters.Length];
        for (var choice = 0; choice < _most; choice++)
        {
            for (var at = 0; at < letters.Length; at++)
                plain[at] = _letters.TryGetValue(letters[at], out var options) ? options[Math.Min(choice, options.Length - 1)] : letters[at];
            if (_vocabulary.Find(plain) is var number and not Vocabulary.Unknown) return number;
        }

        return letters.Contains(Star) && _masked.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var masked) ? masked : Vocabulary.Unknown;
    }

    // "diiie", "sooo": letters said three times and more are said twice, or once.
    private int FindDrawnOut(ReadOnlySpan<char> letters)
    {
        var number = Vocabulary.Unknown;
        Span<char> shorter = stackalloc char[letters.Length];
        for (var most = 2; most > 0 && number == Vocabulary.Unknown; most--)
        {
            var (length, drawnOut) = (0, false);
            for (var at = 0; at < letters.Length; at++)
            {
                var same = 1;
                while (at + 1 < letters.Length && letters[at + 1] == letters[at]) (at, same) = (at + 1, same + 1);
                drawnOut |= same > 2;
                for (var kept = 0; kept < (same > 2 ? most : same); kept++) shorter[length++] = letters[at];
            }

            if (!drawnOut) return number;
            number = _vocabulary.Find(shorter[..length]);
        }

        return number;
    }

    // "50mg", "die!i": what is no word together may be words apart.
    private bool Parts(ReadOnlySpan<char> letters, FoldedWord word, List<TextWord> into)
    {
        if (letters.Length > word.End - word.Start || !letters.ContainsAnyExceptInRange('a', 'z')) return false;
        var (cut, ended) = (0, word.Break);
        for (var at = 1; at <= letters.Length; at++)
        {
            if (at < letters.Length && Sort(letters[at]) == Sort(letters[at - 1])) continue;
            if (cut == 0 && at == letters.Length) return false;
            if (Sort(letters[cut]) != 2)
            {
                // Within a disguised word only its bounds are known for certain where nothing was left out.
                var exact = letters.Length == word.End - word.Start;
                into.Add(new TextWord(Find(letters[cut..at]), exact ? word.Start + cut : word.Start, exact ? word.Start + at : word.End, ended));
                ended = Break.None;
            }

            cut = at;
        }

        return true;
    }

    private static int Sort(char letter) => char.IsDigit(letter) ? 1 : char.IsLetter(letter) ? 0 : 2;

    // "k i l l": letters on their own that together are words.
    private int SpacedOut(FoldedText text, int at, List<TextWord> into)
    {
        Span<char> letters = stackalloc char[LongestWord];
        var count = 0;
        while (count < LongestWord && at + count < text.Words.Count && text.Words[at + count] is { Length: 1 } word
            && text[word][0] is var letter && char.IsAsciiLetterOrDigit(letter) && (count == 0 || word.Break == Break.None)) letters[count++] = letter;
        if (count < 3) return 0;
        Span<int> cuts = stackalloc int[LongestWord + 1];
        var pieces = Cut(letters[..count], cuts);
        // Single letters after all: the whole run is done with, or it would be tried again at each letter.
        for (var alone = 0; pieces == 0 && alone < count; alone++) Add(text[text.Words[at + alone]], text.Words[at + alone], into);
        for (var (piece, from) = (0, 0); piece < pieces; from = cuts[piece++])
        {
            var (first, last) = (text.Words[at + from], text.Words[at + cuts[piece] - 1]);
            into.Add(new TextWord(Find(letters[from..cuts[piece]]), first.Start, last.End, first.Break));
        }

        return count;
    }

    // Fewest words that cover all letters; one of them at least has three.
    private int Cut(ReadOnlySpan<char> letters, Span<int> cuts)
    {
        Span<int> best = stackalloc int[letters.Length + 1];
        Span<int> from = stackalloc int[letters.Length + 1];
        best[1..].Fill(LongestWord);
        best[0] = 0;
        for (var end = 1; end <= letters.Length; end++)
        {
            for (var start = Math.Max(0, end - LongestSpacedWord); start < end; start++)
                if (best[start] + 1 < best[end] && _vocabulary.Find(letters[start..end]) != Vocabulary.Unknown) (best[end], from[end]) = (best[start] + 1, start);
        }

        var pieces = best[letters.Length];
        if (pieces >= LongestWord || pieces * 2 >= letters.Length) return 0;
        for (var (piece, end) = (pieces - 1, letters.Length); piece >= 0; end = from[end]) cuts[piece--] = end;
        return pieces;
    }
}
