using System.Runtime.InteropServices;
using System.Text;

namespace Hotline.Server.Triage.Learning;

/// <summary>A text as the grams are cut from it: lower case, full-width forms narrow, every digit 0 (a number may be a person's), white space single. Without ICU, so the same everywhere.</summary>
internal sealed class GramText
{
    /// <summary>Before and behind a text whose language writes no spaces.</summary>
    public const char Edge = '\n';

    private readonly List<Range> words = [];
    private readonly List<Range> characters = [];

    public GramText(string text, bool words)
    {
        Text = words ? Spaced(text) : Run(text);
        for (var at = 0; at < Text.Length;)
        {
            var length = char.IsHighSurrogate(Text[at]) ? 2 : 1;
            characters.Add(at..(at + length));
            at += length;
        }
    }

    public string Text { get; }

    /// <summary>Places of the words, or of the characters (code points).</summary>
    public ReadOnlySpan<Range> Units(bool inWords) => CollectionsMarshal.AsSpan(inWords ? words : characters);

    /// <summary>From the first to the last of <paramref name="many"/> units.</summary>
    public ReadOnlySpan<char> Slice(ReadOnlySpan<Range> units, int first, int many) => Text.AsSpan(units[first].Start.Value..units[first + many - 1].End.Value);

    private static string Run(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(Edge);
        foreach (var rune in text.EnumerateRunes())
        {
            var one = Fold(rune);
            if (!Rune.IsWhiteSpace(one)) folded.Append(one.ToString());
            else if (folded[^1] is not ' ') folded.Append(' ');
        }
        return folded.Append(Edge).ToString();
    }

    // Words stand between single spaces; an apostrophe inside a word falls away, since many leave it out.
    private string Spaced(string text)
    {
        var folded = new StringBuilder(text.Length + 16).Append(' ');
        var start = -1;
        foreach (var rune in text.EnumerateRunes())
        {
            var one = Fold(rune);
            if (Rune.IsLetterOrDigit(one))
            {
                if (start < 0) start = folded.Length;
                folded.Append(one.ToString());
                continue;
            }
            if (start >= 0 && one.Value is '\'' or '’' or '‘' or '`') continue;
            Close();
            if (Rune.IsWhiteSpace(one)) continue;
            start = folded.Length;
            folded.Append(one.ToString());
            Close();
        }
        Close();
        return folded.ToString();

        void Close()
        {
            if (start < 0) return;
            words.Add(start..folded.Length);
            folded.Append(' ');
            start = -1;
        }
    }

    private static Rune Fold(Rune rune)
    {
        if (rune.Value is >= 0xFF01 and <= 0xFF5E) rune = new Rune(rune.Value - 0xFEE0);
        if (Rune.IsDigit(rune)) return new Rune('0');
        return rune.IsBmp ? new Rune(char.ToLowerInvariant((char)rune.Value)) : rune;
    }
}
