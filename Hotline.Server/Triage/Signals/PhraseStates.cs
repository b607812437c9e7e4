namespace Hotline.Server.Triage.Signals;

/// <summary>Builds the states of an automaton from positions. Two sets of positions that are followed by the same are one state.</summary>
internal sealed class PhraseStates(PhrasePositions positions)
{
    private readonly List<Pending> _pending = [];
    private readonly Dictionary<Pending, int> _known = new(new SameFollowers());

    private readonly record struct Pending(bool Ends, bool EndsClause, int[] Next);

    private sealed class SameFollowers : IEqualityComparer<Pending>
    {
        public bool Equals(Pending one, Pending other) =>
            one.Ends == other.Ends && one.EndsClause == other.EndsClause && one.Next.AsSpan().SequenceEqual(other.Next);

        public int GetHashCode(Pending state)
        {
            var hash = new HashCode();
            hash.Add(state.Ends);
            foreach (var position in state.Next) hash.Add(position);
            return hash.ToHashCode();
        }
    }

    /// <returns>The state behind those of the positions that hold the word.</returns>
    public int Behind(IEnumerable<int> candidates, int word) => Of([.. candidates.Where(position => positions.Words[position] == word).Distinct()]);

    public PhraseState[] All()
    {
        var states = new List<PhraseState>();
        while (states.Count < _pending.Count) states.Add(Grown(_pending[states.Count]));
        return [.. states];
    }

    private PhraseState Grown(Pending state)
    {
        var any = state.Next.Where(position => positions.Words[position] == PhrasePositions.Any).ToArray();
        var groups = state.Next.Where(position => positions.Words[position] != PhrasePositions.Any).GroupBy(position => positions.Words[position]).OrderBy(group => group.Key).ToArray();
        var overBreak = Array.ConvertAll(groups, group => Of([.. group]));
        return new PhraseState(
            state.Ends, state.EndsClause, Array.ConvertAll(groups, group => group.Key),
            any.Length == 0 ? overBreak : Array.ConvertAll(groups, group => Of([.. group, .. any])))
        {
            TargetsOverBreak = overBreak,
            Otherwise = any.Length == 0 ? PhraseAutomaton.None : Of(any),
        };
    }

    private int Of(int[] here)
    {
        if (here.Length == 0) return PhraseAutomaton.None;
        var next = here.Length == 1 ? positions.Followers(here[0]) : [.. here.SelectMany(positions.Followers).Distinct().Order()];
        var state = new Pending(here.Any(positions.Last.Contains), here.Any(positions.LastOfClause.Contains), next);
        if (_known.TryGetValue(state, out var known)) return known;
        _pending.Add(state);
        return _known[state] = _pending.Count - 1;
    }
}
