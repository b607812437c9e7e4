using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>A signal as a short phrase: what it is of, and how it is meant where that is not straight.</summary>
public static class SignalWords
{
    public static string Say(Words text, SignalView signal, IReadOnlyDictionary<string, BothWords>? labels)
    {
        var what = ReasonWords.What(text, signal.Kind, labels);
        return MarkedText.IsDirect(signal) ? what : text.With("signal.meant", what, string.Join(text["list.separator"], signal.Meant.Split(',', StringSplitOptions.TrimEntries).Select(how => text.Code("meant", how))));
    }
}
