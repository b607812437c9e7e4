using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>A part of a text, with the signal that it is; null for what lies between.</summary>
public sealed record TextPiece(string Text, SignalView? Signal);

/// <summary>Cuts a text where its signals begin and end. Put together again, the pieces are the text.</summary>
public static class MarkedText
{
    public const string Direct = "direct";

    /// <summary>A signal that does not lie within the text is of another text, and left out.</summary>
    public static IReadOnlyList<TextPiece> Cut(string text, IReadOnlyList<SignalView>? signals)
    {
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var signal in (signals ?? []).Where(signal => IsWithin(signal, text)).OrderBy(signal => signal.Start).ThenByDescending(signal => signal.Length))
        {
            var (start, end) = (Math.Max(at, Whole(text, signal.Start, -1)), Whole(text, signal.Start + signal.Length, 1));
            if (end <= start)
                continue;
            if (start > at)
                pieces.Add(new TextPiece(text[at..start], null));
            pieces.Add(new TextPiece(text[start..end], signal));
            at = end;
        }
        if (at < text.Length)
            pieces.Add(new TextPiece(text[at..], null));
        return pieces;
    }

    public static bool IsDirect(SignalView signal) => signal.Meant is Direct or "";

    private static bool IsWithin(SignalView signal, string text) => signal is { Start: >= 0, Length: > 0 } && signal.Start < text.Length && signal.Length <= text.Length - signal.Start;

    /// <summary>The place itself, or one beside it when it would cut a character in two.</summary>
    private static int Whole(string text, int place, int step) =>
        place > 0 && place < text.Length && char.IsLowSurrogate(text[place]) && char.IsHighSurrogate(text[place - 1]) ? place + step : place;
}
