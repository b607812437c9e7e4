using System.Collections.Frozen;
using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Hotline.Server.Triage.Signals;

/// <summary>What one language says about risk, as read from a file; nothing about words is in code. The head of <c>signals.en.yaml</c> explains the file.</summary>
public sealed record SignalLexicon
{
    /// <summary>BCP 47 primary language.</summary>
    public required string Language { get; init; }

    public required LexiconMarks Marks { get; init; }

    /// <summary>Characters written for another: traditional → simplified, look-alikes of other scripts.</summary>
    public required FrozenDictionary<char, char> Characters { get; init; }

    /// <summary>Signs that stand for a letter inside a word, with the letters they may stand for.</summary>
    public required FrozenDictionary<char, string> Letters { get; init; }

    /// <summary>Words of which a letter may be hidden behind a star.</summary>
    public required ImmutableArray<string> Masked { get; init; }

    public required ImmutableArray<Replacement> Replacements { get; init; }

    public required ImmutableArray<Cue> Cues { get; init; }

    public required ImmutableArray<SignalKind> Kinds { get; init; }

    /// <summary>One document: a lexicon.</summary>
    /// <exception cref="LexiconException">Not YAML, or not a lexicon.</exception>
    public static SignalLexicon Parse(TextReader text) => LexiconFile.Read(text);

    /// <summary>A lexicon as a section of a larger file.</summary>
    /// <exception cref="LexiconException">Not a lexicon.</exception>
    public static SignalLexicon Parse(YamlNode section) => new LexiconFile().Read(section);

    /// <summary>The lexicons that come with the program.</summary>
    public static ImmutableArray<SignalLexicon> Shipped() => [OfResource("signals.en.yaml"), OfResource("signals.zh.yaml")];

    private static SignalLexicon OfResource(string name)
    {
        using var stream = typeof(SignalLexicon).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("Not embedded.", name);
        using var text = new StreamReader(stream);
        return Parse(text);
    }
}

/// <summary>Which characters end what. Everything else that is no letter only parts words.</summary>
/// <param name="Sentence">End a sentence.</param>
/// <param name="Clause">End a clause.</param>
/// <param name="DrawnOut">End a sentence, but repeated only a clause.</param>
/// <param name="Dropped">Left out inside a word, such as an apostrophe.</param>
/// <param name="Quotes">Opening and closing mark.</param>
public sealed record LexiconMarks(string Sentence, string Clause, string DrawnOut, string Dropped, ImmutableArray<(char Open, char Close)> Quotes);

/// <summary>Another way to write words. The same on both sides protects a word from the others.</summary>
public sealed record Replacement(ImmutableArray<string> From, ImmutableArray<string> To, long Line);

/// <summary>What changes how a phrase near it is meant.</summary>
/// <param name="Reach">Most words between the cue and the phrase.</param>
public sealed record Cue(CueKind Kind, int Reach, ImmutableArray<PhrasePattern> Phrases);

/// <param name="Code">Evidence kind, such as <c>text.intent</c>.</param>
/// <param name="Ignores">Meanings that do not apply: who is violent is always another.</param>
public sealed record SignalKind(string Code, Meant Ignores, ImmutableArray<PhrasePattern> Phrases);

/// <summary>What the sections under <c>context</c> are called; the file writes them in lower case with underscores.</summary>
public enum CueKind
{
    Negated,
    NegatedAfter,
    NotNegated,
    Past,
    NotPast,
    Present,
    Hypothetical,
    Consequence,
    Self,
    Mine,
    Others,
    Addressed,
    Turns,
    Quoting,
    OwnWords,
    Idioms,
}
