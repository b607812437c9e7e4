using System.Collections.Immutable;
using System.Globalization;

namespace Hotline.Server.Triage.Signals;

/// <summary>Reads one phrase: words, <c>(a|b c)</c>, <c>x?</c>, <c>*</c> or <c>*5</c>, <c>&lt;name&gt;</c>, <c>^</c>, <c>$</c>. The head of a lexicon explains it.</summary>
internal sealed class PhraseSyntax(IReadOnlyDictionary<string, Phrase> named, WordFolding folding)
{
    private const int UsualGap = 3;
    private const int LongestGap = 12;
    private const int DeepestNesting = 20;
    private const string Signs = "()|?*<>^$";

    private string _text = "";
    private int _at;
    private int _depth;

    /// <exception cref="FormatException">What is wrong, in words.</exception>
    public PhrasePattern Read(string text, long line)
    {
        (_text, _at, _depth) = (text, 0, 0);
        var atStart = Skip('^');
        var body = Options();
        var atEnd = Skip('$');
        if (_at < _text.Length) throw new FormatException($"'{_text[_at]}' does not belong there, at character {_at + 1} of \"{text}\".");
        if (CanBeNothing(body)) throw new FormatException($"\"{text}\" asks for no word at all.");
        if (BeginsOpen(body)) throw new FormatException($"\"{text}\" begins with a gap.");
        return new PhrasePattern(body, atStart, atEnd, line);
    }

    private Phrase Options()
    {
        if (++_depth > DeepestNesting) throw new FormatException("Nested too deep.");
        var options = ImmutableArray.CreateBuilder<Phrase>();
        do options.Add(Parts());
        while (Skip('|'));
        _depth--;
        return options.Count == 1 ? options[0] : new Phrase.Choice(options.ToImmutable());
    }

    private Phrase.Sequence Parts()
    {
        var parts = ImmutableArray.CreateBuilder<Phrase>();
        while (Blank() < _text.Length && _text[_at] is not (')' or '|' or '$'))
        {
            switch (_text[_at])
            {
                case '(':
                    _at++;
                    parts.Add(Options());
                    if (!Skip(')')) throw new FormatException($"A bracket is not closed in \"{_text}\".");
                    break;
                case '<':
                    parts.Add(Named());
                    break;
                case '*':
                    _at++;
                    parts.Add(new Phrase.Gap(Most()));
                    break;
                case '?':
                    if (parts.Count == 0) throw new FormatException($"'?' follows nothing in \"{_text}\".");
                    _at++;
                    parts[^1] = new Phrase.Maybe(parts[^1]);
                    break;
                case '>' or '^':
                    throw new FormatException($"'{_text[_at]}' does not belong there, at character {_at + 1} of \"{_text}\".");
                default:
                    parts.AddRange(Words());
                    break;
            }
        }

        return new Phrase.Sequence(parts.ToImmutable());
    }

    private IEnumerable<Phrase> Words()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !Signs.Contains(_text[_at], StringComparison.Ordinal)) _at++;
        var words = folding.Words(_text[start.._at]);
        if (words.Count == 0) throw new FormatException($"\"{_text[start.._at]}\" is no word.");
        return words.Select(word => new Phrase.Word(word));
    }

    private Phrase Named()
    {
        var end = _text.IndexOf('>', _at);
        var name = end < 0 ? _text[_at..] : _text[(_at + 1)..end];
        _at = end + 1;
        if (end >= 0 && name == "number") return new Phrase.Word(WordFolding.Number);
        return end >= 0 && named.TryGetValue(name, out var phrase) ? phrase : throw new FormatException($"<{name}> is not among the words named above.");
    }

    private int Most()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        if (start == _at) return UsualGap;
        return int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is > 0 and <= LongestGap
            ? most
            : throw new FormatException($"A gap is 1 to {LongestGap} words.");
    }

    private int Blank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at;
    }

    private bool Skip(char sign)
    {
        if (Blank() >= _text.Length || _text[_at] != sign) return false;
        _at++;
        return true;
    }

    private static bool CanBeNothing(Phrase phrase) => phrase switch
    {
        Phrase.Word => false,
        Phrase.Gap => true,
        Phrase.Maybe => true,
        Phrase.Choice choice => choice.Options.Any(CanBeNothing),
        Phrase.Sequence sequence => sequence.Parts.All(CanBeNothing),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool BeginsOpen(Phrase phrase) => phrase switch
    {
        Phrase.Gap => true,
        Phrase.Word => false,
        Phrase.Maybe maybe => BeginsOpen(maybe.Part),
        Phrase.Choice choice => choice.Options.Any(BeginsOpen),
        // A gap behind optional words only is still the beginning.
        Phrase.Sequence sequence => sequence.Parts.TakeWhile(CanBeNothing).Any(BeginsOpen) || sequence.Parts.SkipWhile(CanBeNothing).Take(1).Any(BeginsOpen),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
