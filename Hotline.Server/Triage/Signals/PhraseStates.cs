using System.Runtime.InteropServices;

namespace Hotline.Server.Triage.Signals;

/// <summary>Builds the states of an automaton from positions. Two sets of positions that are followed by the same are one state.</summary>
/// <remarks>Runs at every start of a node over some hundred thousand positions, before any of it is compiled well: hence plain loops.</remarks>
internal sealed class PhraseStates
{
    private readonly PhrasePositions _positions;
    private readonly List<Pending> _pending = [];
    private readonly Dictionary<Pending, int> _known = new(new SameFollowers());
    // State behind one position alone, or None while it is not known: most states are such.
    private readonly int[] _behindOne;
    private readonly int[] _gatheredIn;
    private readonly List<int> _gathered = [];
    private int _round;

    public PhraseStates(PhrasePositions positions)
    {
        _positions = positions;
        _behindOne = new int[positions.Words.Count];
        Array.Fill(_behindOne, PhraseAutomaton.None);
        _gatheredIn = new int[positions.Words.Count];
    }

    private readonly record struct Pending(bool Ends, bool EndsClause, int[] Next);

    private sealed class SameFollowers : IEqualityComparer<Pending>
    {
        public bool Equals(Pending one, Pending other) =>
            one.Ends == other.Ends && one.EndsClause == other.EndsClause && one.Next.AsSpan().SequenceEqual(other.Next);

        public int GetHashCode(Pending state)
        {
            var hash = new HashCode();
            hash.Add(state.Ends);
            hash.AddBytes(MemoryMarshal.AsBytes(state.Next.AsSpan()));
            return hash.ToHashCode();
        }
    }

    /// <returns>The state behind those of the positions that hold the word.</returns>
    public int Behind(IEnumerable<int> candidates, int word) => Of([.. candidates.Where(position => _positions.Words[position] == word).Distinct()]);

    public PhraseState[] All()
    {
        var states = new List<PhraseState>();
        while (states.Count < _pending.Count) states.Add(Grown(_pending[states.Count]));
        return [.. states];
    }

    private PhraseState Grown(Pending state)
    {
        var next = (int[])state.Next.Clone();
        var words = new int[next.Length];
        for (var at = 0; at < next.Length; at++) words[at] = _positions.Words[next[at]];
        // Any is less than every word: those that take any come first.
        Array.Sort(words, next);
        var any = 0;
        while (any < words.Length && words[any] == PhrasePositions.Any) any++;

        List<int> keys = [], targets = [], overBreak = [];
        for (var (from, to) = (any, any); from < words.Length; from = to)
        {
            while (to < words.Length && words[to] == words[from]) to++;
            keys.Add(words[from]);
            var alone = Of(next.AsSpan(from, to - from));
            overBreak.Add(alone);
            targets.Add(any == 0 ? alone : Of([.. next.AsSpan(from, to - from), .. next.AsSpan(0, any)]));
        }
        return new PhraseState(state.Ends, state.EndsClause, [.. keys], [.. targets])
        {
            TargetsOverBreak = [.. overBreak],
            Otherwise = Of(next.AsSpan(0, any)),
        };
    }

    private int Of(ReadOnlySpan<int> here)
    {
        if (here.Length == 0) return PhraseAutomaton.None;
        if (here.Length > 1) return Known(here, Gathered(here));
        ref var behind = ref _behindOne[here[0]];
        return behind != PhraseAutomaton.None ? behind : behind = Known(here, _positions.Followers(here[0]));
    }

    /// <summary>All that follows one of them: each once, sorted.</summary>
    private int[] Gathered(ReadOnlySpan<int> here)
    {
        _gathered.Clear();
        _round++;
        foreach (var position in here)
        {
            foreach (var follower in _positions.Followers(position))
            {
                if (_gatheredIn[follower] == _round) continue;
                _gatheredIn[follower] = _round;
                _gathered.Add(follower);
            }
        }
        _gathered.Sort();
        return [.. _gathered];
    }

    private int Known(ReadOnlySpan<int> here, int[] next)
    {
        var (ends, endsClause) = (false, false);
        foreach (var position in here)
        {
            ends |= _positions.Last.Contains(position);
            endsClause |= _positions.LastOfClause.Contains(position);
        }
        var state = new Pending(ends, endsClause, next);
        if (_known.TryGetValue(state, out var known)) return known;
        _pending.Add(state);
        return _known[state] = _pending.Count - 1;
    }
}
