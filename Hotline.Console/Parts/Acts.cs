namespace Hotline.Console.Parts;

/// <summary>What can be done by one key, wherever the focus is.</summary>
public static class Acts
{
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Debrief = "debrief";
    public const string Escalate = "escalate";

    public static readonly IReadOnlyDictionary<string, string> DefaultKeys = new Dictionary<string, string>
    {
        [Accept] = "F8",
        [Decline] = "F9",
        [Debrief] = "F10",
        [Escalate] = "F7",
    };
}

/// <summary>A key with its modifiers, written as people write it: <c>Ctrl+Alt+A</c>, <c>F8</c>.</summary>
public static class KeyChord
{
    /// <summary>A key that only writes a letter or digit must not act: it belongs to typing.</summary>
    public static bool MayAct(string chord) =>
        chord.Length > 0 && (chord.Contains("Ctrl+", StringComparison.Ordinal) || chord.Contains("Alt+", StringComparison.Ordinal)
            || (chord.StartsWith('F') && chord.Length is 2 or 3 && char.IsAsciiDigit(chord[1])));
}
