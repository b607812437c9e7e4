using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hotline.Server.Triage.Signals;

/// <summary>YAML → <see cref="SignalLexicon"/>. Every fault says where it is.</summary>
internal sealed class LexiconFile
{
    private static readonly string[] Sections = ["language", "marks", "characters", "letters", "masked", "words", "replacements", "keep", "context", "kinds"];

    private readonly Dictionary<string, Phrase> _named = new(StringComparer.Ordinal);
    private PhraseSyntax _syntax = null!;
    private WordFolding _folding = null!;

    public static SignalLexicon Read(TextReader text)
    {
        var file = new YamlStream();
        try
        {
            file.Load(text);
        }
        catch (YamlException fault)
        {
            throw new LexiconException(fault.Start.Line, fault.Start.Column, fault.Message, fault);
        }

        return file.Documents.Count == 1 ? new LexiconFile().Read(file.Documents[0].RootNode) : throw new LexiconException(1, 1, "One document is expected.");
    }

    public SignalLexicon Read(YamlNode section)
    {
        var root = YamlParts.Map(section);
        YamlParts.OnlyKnown(root, Sections);
        var marks = Marks(YamlParts.Map(YamlParts.Needed(root, "marks")));
        var characters = Characters(root);
        _folding = new WordFolding([marks], characters);
        _syntax = new PhraseSyntax(_named, _folding);
        foreach (var (name, phrases) in YamlParts.Entries(root, "words"))
            _named[YamlParts.Text(name)] = new Phrase.Choice([.. Phrases(phrases).Select(pattern => Unanchored(pattern, phrases))]);
        var lexicon = new SignalLexicon
        {
            Language = YamlParts.Text(YamlParts.Needed(root, "language")),
            Marks = marks,
            Characters = characters,
            Letters = YamlParts.Entries(root, "letters").ToFrozenDictionary(entry => Letter(entry.Key), entry => YamlParts.Text(entry.Value)),
            Masked = [.. YamlParts.Texts(root, "masked").Select(entry => Single(entry))],
            Replacements = [.. Replacements(root)],
            Cues = [.. YamlParts.Entries(root, "context").Select(entry => CueOf(entry.Key, entry.Value))],
            Kinds = [.. YamlParts.Entries(root, "kinds").Select(entry => KindOf(entry.Key, entry.Value))],
        };
        LexiconCheck.Reachable(lexicon);
        return lexicon;
    }

    private static LexiconMarks Marks(YamlMappingNode marks)
    {
        YamlParts.OnlyKnown(marks, "sentence", "clause", "drawn_out", "dropped", "quotes");
        var quotes = YamlParts.Texts(marks, "quotes").Select(pair => YamlParts.Text(pair) is [var open, var close] ? (open, close) : throw YamlParts.Fault(pair, "A pair of quotes is two characters."));
        return new LexiconMarks(Sign("sentence"), Sign("clause"), Sign("drawn_out"), Sign("dropped"), [.. quotes]);

        string Sign(string name) => marks.Children.TryGetValue(name, out var node) ? YamlParts.Text(node) : "";
    }

    // "學学 說说": pairs parted by blanks.
    private static FrozenDictionary<char, char> Characters(YamlMappingNode root)
    {
        var table = new Dictionary<char, char>();
        foreach (var row in YamlParts.Texts(root, "characters"))
        {
            foreach (var pair in YamlParts.Text(row).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                if (pair.Length != 2 || !table.TryAdd(pair[0], pair[1])) throw YamlParts.Fault(row, $"\"{pair}\" is not a new pair of two characters.");
        }

        return table.ToFrozenDictionary();
    }

    private IEnumerable<Replacement> Replacements(YamlMappingNode root)
    {
        foreach (var (to, from) in YamlParts.Entries(root, "replacements"))
            foreach (var written in YamlParts.List(from))
                yield return new Replacement(Words(written), Words(to), written.Start.Line);
        foreach (var kept in YamlParts.Texts(root, "keep"))
            yield return new Replacement(Words(kept), Words(kept), kept.Start.Line);
    }

    private ImmutableArray<string> Words(YamlNode node)
    {
        var words = _folding.Words(YamlParts.Text(node));
        return words.Count > 0 ? [.. words] : throw YamlParts.Fault(node, "No word.");
    }

    private Cue CueOf(YamlNode name, YamlNode value)
    {
        var text = YamlParts.Text(name);
        if (!Enum.TryParse<CueKind>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            throw YamlParts.Fault(name, $"\"{text}\" is no context.");
        if (value is not YamlMappingNode map) return new Cue(kind, 0, [.. Phrases(value)]);
        YamlParts.OnlyKnown(map, "reach", "phrases");
        var reach = YamlParts.Needed(map, "reach");
        return int.TryParse(YamlParts.Text(reach), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= MeaningReading.FarthestReach
            ? new Cue(kind, most, [.. Phrases(YamlParts.Needed(map, "phrases"))])
            : throw YamlParts.Fault(reach, $"A reach is a number of words, at most {MeaningReading.FarthestReach}.");
    }

    private SignalKind KindOf(YamlNode name, YamlNode value)
    {
        if (value is not YamlMappingNode map) return new SignalKind(YamlParts.Text(name), Meant.Direct, [.. Phrases(value)]);
        YamlParts.OnlyKnown(map, "ignores", "phrases");
        var ignores = YamlParts.Texts(map, "ignores").Aggregate(Meant.Direct, (all, node) =>
            Enum.TryParse<Meant>(YamlParts.Text(node).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var one) ? all | one : throw YamlParts.Fault(node, "No such meaning."));
        return new SignalKind(YamlParts.Text(name), ignores, [.. Phrases(YamlParts.Needed(map, "phrases"))]);
    }

    private IEnumerable<PhrasePattern> Phrases(YamlNode list) => YamlParts.List(list).Select(ReadPhrase);

    private PhrasePattern ReadPhrase(YamlNode node)
    {
        try
        {
            return _syntax.Read(YamlParts.Text(node), node.Start.Line);
        }
        catch (FormatException fault)
        {
            throw YamlParts.Fault(node, fault.Message);
        }
    }

    private static Phrase Unanchored(PhrasePattern pattern, YamlNode list) =>
        pattern.AtStart || pattern.AtEnd ? throw YamlParts.Fault(list, "Named words have no ^ and no $.") : pattern.Body;

    private static char Letter(YamlNode node) => YamlParts.Text(node) is [var one] ? one : throw YamlParts.Fault(node, "One character is expected.");

    private string Single(YamlNode node) => Words(node) is [var one] ? one : throw YamlParts.Fault(node, "One word is expected.");
}
