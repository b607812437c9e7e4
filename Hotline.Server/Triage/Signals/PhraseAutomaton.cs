namespace Hotline.Server.Triage.Signals;

/// <summary>All phrases of one group as a deterministic automaton: one step a word, no going back.</summary>
internal sealed class PhraseAutomaton
{
    private const int None = -1;

    private readonly List<State> _states = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly PhrasePositions _positions;

    private sealed class State
    {
        public required int[] Positions { get; init; }

        public required bool Ends { get; init; }

        public required bool EndsClause { get; init; }

        /// <summary>Sorted.</summary>
        public int[] Words { get; set; } = [];

        public int[] Targets { get; set; } = [];

        /// <summary>Where a clause began with the word: gaps do not reach over that.</summary>
        public int[] TargetsOverBreak { get; set; } = [];

        public int Otherwise { get; set; } = None;
    }

    public PhraseAutomaton(PhrasePositions positions)
    {
        _positions = positions;
        foreach (var word in positions.First.Concat(positions.FirstOfClause).Select(position => positions.Words[position]).Distinct())
            Starts[word] = (Of(positions.First, word), Of(positions.First.Concat(positions.FirstOfClause), word));
        for (var state = 0; state < _states.Count; state++) Grow(_states[state]);
    }

    public int Size => _states.Count;

    /// <summary>First word → state behind it, in the middle and at the beginning of a clause.</summary>
    public Dictionary<int, (int Inside, int AtStart)> Starts { get; } = [];

    /// <returns>The last word of the longest phrase that begins at <paramref name="first"/>, or -1.</returns>
    public int Longest(int state, ReadOnlySpan<TextWord> words, int first)
    {
        var longest = None;
        for (var at = first; ;)
        {
            var here = _states[state];
            var ends = at + 1 == words.Length || words[at + 1].Break != Break.None;
            if (here.Ends || (ends && here.EndsClause)) longest = at;
            if (++at >= words.Length || words[at].Break == Break.Sentence) return longest;
            var found = Array.BinarySearch(here.Words, words[at].Word);
            var overBreak = words[at].Break != Break.None;
            state = found >= 0 ? (overBreak ? here.TargetsOverBreak : here.Targets)[found] : overBreak ? None : here.Otherwise;
            if (state == None) return longest;
        }
    }

    private int Of(IEnumerable<int> candidates, int word) =>
        Intern([.. candidates.Where(position => _positions.Words[position] == word).Distinct().Order()]);

    private void Grow(State state)
    {
        var next = state.Positions.SelectMany(position => _positions.Follow[position]).Distinct().Order().ToArray();
        var any = next.Where(position => _positions.Words[position] == PhrasePositions.Any).ToArray();
        var groups = next.Where(position => _positions.Words[position] != PhrasePositions.Any).GroupBy(position => _positions.Words[position]).OrderBy(group => group.Key).ToArray();
        state.Words = [.. groups.Select(group => group.Key)];
        state.TargetsOverBreak = [.. groups.Select(group => Intern([.. group]))];
        state.Targets = any.Length == 0 ? state.TargetsOverBreak : [.. groups.Select(group => Intern([.. group.Concat(any).Order()]))];
        if (any.Length > 0) state.Otherwise = Intern(any);
    }

    private int Intern(int[] positions)
    {
        if (positions.Length == 0) return None;
        var name = string.Join(',', positions);
        if (_known.TryGetValue(name, out var known)) return known;
        _states.Add(new State
        {
            Positions = positions,
            Ends = positions.Any(_positions.Last.Contains),
            EndsClause = positions.Any(_positions.LastOfClause.Contains),
        });
        return _known[name] = _states.Count - 1;
    }
}
