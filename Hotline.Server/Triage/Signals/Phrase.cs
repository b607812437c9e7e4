using System.Collections.Immutable;

namespace Hotline.Server.Triage.Signals;

/// <summary>What a lexicon looks for, as a tree; <see cref="PhraseSyntax"/> reads it.</summary>
public abstract record Phrase
{
    private Phrase() { }

    /// <summary>One word, or one Han character, folded as texts are.</summary>
    public sealed record Word(string Text) : Phrase;

    /// <summary>None to <paramref name="Most"/> words of any kind, within a clause.</summary>
    public sealed record Gap(int Most) : Phrase;

    public sealed record Sequence(ImmutableArray<Phrase> Parts) : Phrase;

    public sealed record Choice(ImmutableArray<Phrase> Options) : Phrase;

    public sealed record Maybe(Phrase Part) : Phrase;
}

/// <summary>A phrase and where it may stand.</summary>
/// <param name="AtStart">Only at the beginning of a clause.</param>
/// <param name="AtEnd">Only at the end of a clause.</param>
/// <param name="Line">Where the lexicon says it.</param>
public sealed record PhrasePattern(Phrase Body, bool AtStart, bool AtEnd, long Line);
