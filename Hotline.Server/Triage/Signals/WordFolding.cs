using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hotline.Server.Triage.Signals;

/// <summary>Text → words: lower case, one width, one script, without what cannot be seen; each word knows where it stood.</summary>
internal sealed class WordFolding
{
    /// <summary>Stands for a word of digits.</summary>
    public const string Number = "0";

    private const int LongestQuotation = 400;

    private readonly Dictionary<char, Mark> _marks = [];
    private readonly Dictionary<char, char> _closing = [];
    private readonly IReadOnlyDictionary<char, char> _characters;
    private readonly SearchValues<char> _inside;

    [Flags]
    private enum Mark : byte
    {
        Clause = 1,
        Sentence = 2,
        DrawnOut = 4,
        Dropped = 8,
    }

    /// <param name="inside">Signs that may stand for a letter within a word.</param>
    public WordFolding(IEnumerable<LexiconMarks> marks, IReadOnlyDictionary<char, char> characters, string inside = "")
    {
        _characters = characters;
        _inside = SearchValues.Create(inside);
        foreach (var mark in marks)
        {
            Set(mark.Clause, Mark.Clause);
            Set(mark.Sentence, Mark.Sentence);
            Set(mark.DrawnOut, Mark.DrawnOut | Mark.Sentence);
            Set(mark.Dropped, Mark.Dropped);
            foreach (var (open, close) in mark.Quotes) _closing[open] = close;
        }
    }

    /// <summary>Words of a lexicon's entry.</summary>
    public List<string> Words(string text)
    {
        var folded = new FoldedText();
        Fold(text, folded);
        return [.. folded.Words.Select(word => folded[word].ContainsAnyExceptInRange('0', '9') ? folded[word].ToString() : Number)];
    }

    public void Fold(string text, FoldedText into)
    {
        into.Clear();
        var ended = Break.None;
        var quoted = 0;
        for (var at = 0; at < text.Length;)
        {
            if (_closing.TryGetValue(text[at], out var close)) quoted = Quotation(text, at, close, quoted, into);
            var kind = Read(text, at, out var units, out var rune);
            if (kind == Part.Letter) at = Run(text, at, ref ended, into);
            else if (kind == Part.Single)
            {
                AddWord(into, into.Length, at, at + units, ref ended, rune);
                at += units;
            }
            else
            {
                ended = Ended(text, at, ended, into);
                at += units;
            }
        }
    }

    private enum Part
    {
        Other,
        Letter,
        Single,
        Unseen,
    }

    // A quotation that closes soon; marks that open and close alike are paired in turn.
    private static int Quotation(string text, int at, char close, int from, FoldedText into)
    {
        if (at < from) return from;
        var length = text.AsSpan(at + 1, Math.Min(LongestQuotation, text.Length - at - 1)).IndexOf(close);
        if (length < 0) return from;
        into.Quotations.Add((at, at + 1 + length));
        return at + length + 2;
    }

    private int Run(string text, int at, ref Break ended, FoldedText into)
    {
        var (first, begin, end) = (into.Length, at, at);
        while (at < text.Length)
        {
            var kind = Read(text, at, out var units, out var rune);
            if (kind == Part.Letter)
            {
                Append(into, rune);
                at = end = at + units;
            }
            else if (kind == Part.Unseen || (Is(text[at], Mark.Dropped) && LetterFollows(text, at + units))) at += units;
            else if (_inside.Contains(text[at]) && LetterFollows(text, at + units))
            {
                into.Add(text[at]);
                at += units;
            }
            else break;
        }

        into.Words.Add(new FoldedWord(first, into.Length - first, begin, end, ended));
        ended = Break.None;
        return end;
    }

    private static bool LetterFollows(string text, int at) => at < text.Length && Read(text, at, out _, out _) == Part.Letter;

    private Break Ended(string text, int at, Break before, FoldedText into)
    {
        if (!_marks.TryGetValue(text[at], out var mark)) return before;
        // s.u.i.c.i.d.e and 3.5 end nothing.
        var tight = text[at] == '.' && at + 1 < text.Length && into.Words is [.., { } last] && last.End == at
            && (last.Length == 1 || char.IsAsciiDigit(text[at - 1])) && char.IsAsciiLetterOrDigit(text[at + 1]);
        if (tight) return before;
        if (mark.HasFlag(Mark.DrawnOut) && ((at > 0 && text[at - 1] == text[at]) || (at + 1 < text.Length && text[at + 1] == text[at])))
            return before == Break.Sentence ? before : Break.Clause;
        return mark.HasFlag(Mark.Sentence) ? Break.Sentence : mark.HasFlag(Mark.Clause) && before == Break.None ? Break.Clause : before;
    }

    private static Part Read(string text, int at, out int units, out Rune rune)
    {
        var character = text[at];
        if (char.IsAscii(character))
        {
            (units, rune) = (1, new Rune(character));
            return char.IsAsciiLetterOrDigit(character) ? Part.Letter : Part.Other;
        }

        if (Rune.DecodeFromUtf16(text.AsSpan(at), out rune, out units) != OperationStatus.Done) return Part.Other;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.ModifierSymbol => Part.Unseen,
            UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => Part.Single,
            UnicodeCategory.OtherSymbol => Enclosed(rune) ? Part.Letter : Part.Single,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber => Part.Letter,
            _ => Part.Other,
        };
    }

    // ⓚ and its like are letters in a ring.
    private static bool Enclosed(Rune rune) => rune.Value is >= 0x24B6 and <= 0x24E9 or >= 0x1F130 and <= 0x1F189;

    private void AddWord(FoldedText into, int first, int begin, int end, ref Break ended, Rune rune)
    {
        Append(into, rune);
        into.Words.Add(new FoldedWord(first, into.Length - first, begin, end, ended));
        ended = Break.None;
    }

    private void Append(FoldedText into, Rune rune)
    {
        if (rune.IsAscii)
        {
            into.Add(char.ToLowerInvariant((char)rune.Value));
            return;
        }

        if (rune.IsBmp && _characters.TryGetValue((char)rune.Value, out var plain)) into.Add(plain);
        else if (rune.IsBmp && rune.Value is >= 0x4E00 and <= 0x9FFF) into.Add((char)rune.Value);
        else Plain(into, rune);
    }

    // Other widths, ornamental alphabets and accents come down to the plain letter.
    private void Plain(FoldedText into, Rune rune)
    {
        var before = into.Length;
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (char.IsSurrogate(part)) into.Add(part);
            else if (char.IsLetterOrDigit(part) || char.IsSymbol(part)) into.Add(_characters.GetValueOrDefault(char.ToLowerInvariant(part), char.ToLowerInvariant(part)));
        }

        if (into.Length == before) into.Add('\uFFFD');
    }

    private bool Is(char character, Mark wanted) => _marks.TryGetValue(character, out var mark) && (mark & wanted) != 0;

    private void Set(string characters, Mark mark)
    {
        foreach (var character in characters) _marks[character] = _marks.GetValueOrDefault(character) | mark;
    }
}
