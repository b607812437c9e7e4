namespace Hotline.Server.Triage.Signals;

/// <summary>How a phrase was meant. Only <see cref="Direct"/> speaks of the writer, now.</summary>
[Flags]
public enum Meant
{
    Direct = 0,
    Negated = 1,
    Past = 2,
    Hypothetical = 4,
    OfAnother = 8,
    Quoted = 16,
    Idiom = 32,
}

/// <summary>One phrase of a text that says something about risk. Never stored: it is read again from the text whenever it is shown.</summary>
/// <param name="Kind">Evidence kind, such as <c>text.intent</c>.</param>
/// <param name="Start">First UTF-16 code unit in the text as it was sent.</param>
/// <param name="Length">In UTF-16 code units of the text as it was sent.</param>
public readonly record struct TextSignal(string Kind, int Start, int Length, Meant Meant);

/// <summary>Text → signals, in order of their place. Pure, deterministic, thread-safe; never throws for any text.</summary>
public interface ITextSignals
{
    /// <param name="language">BCP 47 primary language of the contact; a text may be in another one, both lexicons are tried.</param>
    IReadOnlyList<TextSignal> Read(string text, string language);
}
