using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Hotline.Server.Triage.Signals;

/// <summary>Signals by lexicons, compiled once. All languages are read in the same pass, since people mix them.</summary>
public sealed class TextSignals : ITextSignals
{
    private const int LongestKept = 16_384;

    [ThreadStatic]
    private static Workings? _spare;

    private readonly WordFolding _folding;
    private readonly WordSpelling _spelling;
    private readonly WordReplacing _replacing;
    private readonly PhraseIndex _index;
    private readonly SignalKind[] _kinds;
    private readonly Cue[] _cues;

    private sealed class Workings
    {
        public FoldedText Text { get; } = new();

        public List<TextWord> Spelled { get; } = new(512);

        public List<TextWord> Words { get; } = new(512);

        public List<PhraseMatch> Matches { get; } = new(64);

        public MeaningReading Meaning { get; } = new();

        public List<TextSignal> Signals { get; } = new(32);
    }

    public TextSignals(IReadOnlyList<SignalLexicon> lexicons)
    {
        var vocabulary = new Vocabulary();
        var characters = lexicons.SelectMany(lexicon => lexicon.Characters).DistinctBy(pair => pair.Key).ToFrozenDictionary();
        _folding = new WordFolding(lexicons.Select(lexicon => lexicon.Marks), characters, WordSpelling.Inside(lexicons));
        _spelling = new WordSpelling(vocabulary, lexicons);
        _replacing = new WordReplacing(vocabulary, lexicons);
        _kinds = [.. lexicons.SelectMany(lexicon => lexicon.Kinds)];
        _cues = [.. lexicons.SelectMany(lexicon => lexicon.Cues)];
        _index = new PhraseIndex(vocabulary, [.. _kinds.Select(kind => kind.Phrases.AsEnumerable()), .. _cues.Select(cue => cue.Phrases.AsEnumerable())], _kinds.Length);
    }

    /// <summary>Compiled states, as a measure of memory.</summary>
    public int Size => _index.Size;

    public IReadOnlyList<TextSignal> Read(string text, string language)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var workings = _spare ?? new Workings();
        _spare = null;
        var signals = Read(text, workings);
        if (text.Length <= LongestKept) _spare = workings;
        return signals;
    }

    private TextSignal[] Read(string text, Workings workings)
    {
        var (words, matches, signals) = (workings.Words, workings.Matches, workings.Signals);
        workings.Spelled.Clear();
        words.Clear();
        matches.Clear();
        signals.Clear();
        _folding.Fold(text, workings.Text);
        _spelling.Read(workings.Text, workings.Spelled);
        _replacing.Read(workings.Spelled, words);
        _index.Find(CollectionsMarshal.AsSpan(words), matches);
        // Groups are in order: kinds first.
        if (matches.Count == 0 || matches[0].Group >= _kinds.Length) return [];

        workings.Meaning.Begin(words, workings.Text);
        foreach (var match in matches)
            if (match.Group >= _kinds.Length && _cues[match.Group - _kinds.Length] is var cue) workings.Meaning.Add(new FoundCue(cue.Kind, cue.Reach, match.First, match.Last));
        workings.Meaning.Settle();
        foreach (var match in matches)
        {
            if (match.Group >= _kinds.Length) break;
            var kind = _kinds[match.Group];
            var start = words[match.First].Start;
            signals.Add(new TextSignal(kind.Code, start, words[match.Last].End - start, workings.Meaning.Of(match) & ~kind.Ignores));
        }

        signals.Sort(InOrder);
        return [.. signals];
    }

    private static int InOrder(TextSignal one, TextSignal other) =>
        one.Start != other.Start ? one.Start.CompareTo(other.Start)
        : one.Length != other.Length ? other.Length.CompareTo(one.Length)
        : string.CompareOrdinal(one.Kind, other.Kind) is not 0 and var order ? order : one.Meant.CompareTo(other.Meant);
}
