namespace Hotline.Server.Triage.Signals;

/// <summary>Other ways to write words → the one that the phrases use; the longest wins, what is replaced is not looked at again.</summary>
internal sealed class WordReplacing
{
    private readonly Dictionary<(int Node, int Word), int> _next = [];
    private readonly Dictionary<int, int[]> _written = [];

    public WordReplacing(Vocabulary vocabulary, IEnumerable<SignalLexicon> lexicons)
    {
        foreach (var replacement in lexicons.SelectMany(lexicon => lexicon.Replacements))
        {
            var node = 0;
            foreach (var word in replacement.From)
            {
                var key = (node, vocabulary.Add(word));
                if (!_next.TryGetValue(key, out node)) _next[key] = node = _next.Count + 1;
            }

            _written.TryAdd(node, [.. replacement.To.Select(vocabulary.Add)]);
        }
    }

    public void Read(List<TextWord> words, List<TextWord> into)
    {
        for (var at = 0; at < words.Count;)
        {
            var (node, length, found) = (0, 0, 0);
            for (var ahead = 0; at + ahead < words.Count && (ahead == 0 || words[at + ahead].Break == Break.None) && _next.TryGetValue((node, words[at + ahead].Word), out node); ahead++)
                if (_written.ContainsKey(node)) (length, found) = (ahead + 1, node);
            if (length == 0)
            {
                into.Add(words[at++]);
                continue;
            }

            var ended = words[at].Break;
            foreach (var word in _written[found])
            {
                into.Add(new TextWord(word, words[at].Start, words[at + length - 1].End, ended));
                ended = Break.None;
            }

            at += length;
        }
    }
}
