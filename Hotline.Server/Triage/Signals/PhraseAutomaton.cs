namespace Hotline.Server.Triage.Signals;

/// <summary>All phrases of one group as a deterministic automaton: one step a word, no going back.</summary>
internal sealed class PhraseAutomaton
{
    public const int None = -1;

    private readonly PhraseState[] _states;

    public PhraseAutomaton(PhrasePositions positions)
    {
        var building = new PhraseStates(positions);
        foreach (var word in positions.First.Concat(positions.FirstOfClause).Select(position => positions.Words[position]).Distinct())
            Starts[word] = (building.Behind(positions.First, word), building.Behind(positions.First.Concat(positions.FirstOfClause), word));
        _states = building.All();
    }

    public int Size => _states.Length;

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
}

/// <param name="Ends">A phrase may end here.</param>
/// <param name="EndsClause">A phrase may end here if the clause does.</param>
/// <param name="Words">Next words, sorted.</param>
/// <param name="Targets">State behind each of them.</param>
/// <param name="TargetsOverBreak">The same where a clause began with the word: gaps do not reach over that.</param>
/// <param name="Otherwise">State behind any other word.</param>
internal sealed record PhraseState(bool Ends, bool EndsClause, int[] Words, int[] Targets)
{
    public required int[] TargetsOverBreak { get; init; }

    public required int Otherwise { get; init; }
}
