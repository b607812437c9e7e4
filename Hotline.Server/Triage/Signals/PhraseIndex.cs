namespace Hotline.Server.Triage.Signals;

/// <summary>Groups of phrases, found in one pass: from each word only those are followed that begin with it.</summary>
internal sealed class PhraseIndex
{
    private readonly PhraseAutomaton[] _groups;
    private readonly Start[]?[] _starts;

    private readonly record struct Start(int Group, int Inside, int AtStart);

    /// <param name="openFrom">Number of the first group whose phrases take the words of a gap at their end with them.</param>
    public PhraseIndex(Vocabulary vocabulary, IReadOnlyList<IEnumerable<PhrasePattern>> groups, int openFrom)
    {
        _groups = [.. groups.Select((group, number) => Automaton(vocabulary, group, number >= openFrom))];
        _starts = new Start[vocabulary.Count][];
        var starts = _groups.SelectMany((automaton, group) => automaton.Starts.Select(start => (Word: start.Key, Start: new Start(group, start.Value.Inside, start.Value.AtStart))));
        foreach (var word in starts.GroupBy(start => start.Word)) _starts[word.Key] = [.. word.Select(start => start.Start)];
    }

    /// <summary>States of all automata.</summary>
    public int Size => _groups.Sum(automaton => automaton.Size);

    /// <summary>The longest match of each group at each word, without those that another match of the group holds; in order of group, then place.</summary>
    public void Find(ReadOnlySpan<TextWord> words, List<PhraseMatch> into)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at].Word >= _starts.Length || _starts[words[at].Word] is not { } starts) continue;
            foreach (var start in starts)
            {
                var state = at == 0 || words[at].Break != Break.None ? start.AtStart : start.Inside;
                if (state >= 0 && _groups[start.Group].Longest(state, words, at) is >= 0 and var last) into.Add(new PhraseMatch(start.Group, at, last));
            }
        }

        into.Sort(static (one, other) => one.Group != other.Group ? one.Group.CompareTo(other.Group) : one.First.CompareTo(other.First));
        var kept = 0;
        for (var at = 0; at < into.Count; at++)
            if (kept == 0 || into[kept - 1].Group != into[at].Group || !into[kept - 1].Holds(into[at])) into[kept++] = into[at];
        into.RemoveRange(kept, into.Count - kept);
    }

    private static PhraseAutomaton Automaton(Vocabulary vocabulary, IEnumerable<PhrasePattern> phrases, bool keepsOpenEnds)
    {
        var positions = new PhrasePositions(vocabulary.Add, keepsOpenEnds);
        foreach (var phrase in phrases) positions.Add(phrase);
        return new PhraseAutomaton(positions);
    }
}
