namespace Hotline.Server.Triage.Signals;

/// <summary>A run of letters and digits, one Han character, or one pictograph.</summary>
/// <param name="At">First character among the folded ones.</param>
/// <param name="Length">Folded characters.</param>
/// <param name="Start">First UTF-16 code unit of the text as it was sent.</param>
/// <param name="End">Behind the last code unit of the text as it was sent.</param>
/// <param name="Break">What ended between the word before and this one.</param>
internal readonly record struct FoldedWord(int At, int Length, int Start, int End, Break Break);

internal enum Break : byte
{
    None,
    Clause,
    Sentence,
}

/// <summary>Folded characters and words of one text; kept and used again by the thread that made it.</summary>
internal sealed class FoldedText
{
    private char[] _characters = new char[512];
    private int _length;

    public List<FoldedWord> Words { get; } = new(512);

    /// <summary>Opening and closing mark of each quotation, as places in the text as it was sent.</summary>
    public List<(int Start, int End)> Quotations { get; } = [];

    public int Length => _length;

    public ReadOnlySpan<char> this[FoldedWord word] => _characters.AsSpan(word.At, word.Length);

    public ReadOnlySpan<char> From(int at) => _characters.AsSpan(at, _length - at);

    public void Add(char character)
    {
        if (_length == _characters.Length) Array.Resize(ref _characters, 2 * _length);
        _characters[_length++] = character;
    }

    public void Clear()
    {
        _length = 0;
        Words.Clear();
        Quotations.Clear();
    }
}
