namespace Hotline.Server.Triage.Signals;

/// <summary>A cue found in a text.</summary>
internal readonly record struct FoundCue(CueKind Kind, int Reach, int First, int Last);

/// <summary>How a phrase is meant, by the cues around it. Sentences and clauses bound them.</summary>
internal sealed class MeaningReading
{
    /// <summary>The most words a cue may be away.</summary>
    public const int FarthestReach = 30;

    // So often is "you" said to somebody, not by the way.
    private const int LeastAddressed = 4;

    // Farther away no cue matters: the reach, and the length of cue and clause.
    private const int Window = FarthestReach + 30;

    private List<FoundCue> _all = new(64);
    private List<FoundCue> _settled = new(64);
    private readonly List<FoundCue> _cues = new(64);
    private List<TextWord> _words = [];
    private FoldedText _text = new();
    private bool _isAdvice;

    public void Begin(List<TextWord> words, FoldedText text)
    {
        (_words, _text) = (words, text);
        _all.Clear();
    }

    public void Add(FoundCue cue) => _all.Add(cue);

    /// <summary>Drops cues that a longer one explains away: "不" in "忍不住", "I" in "a friend of mine and I".</summary>
    public void Settle()
    {
        _all.Sort(static (one, other) => one.First != other.First ? one.First.CompareTo(other.First) : other.Last.CompareTo(one.Last));
        for (var at = 0; at < _all.Count; at++)
        {
            Near(_all[at].First, _all[at].Last);
            if (!IsExplained(_all[at])) _settled.Add(_all[at]);
        }

        (_all, _settled) = (_settled, _all);
        _settled.Clear();
        _isAdvice = IsAdvice();
    }

    public Meant Of(PhraseMatch hit)
    {
        Near(hit.First, hit.Last);
        var (clause, sentence) = (Back(hit.First, Break.Clause), Back(hit.First, Break.Sentence));
        var meant = Meant.Direct;
        if (IsNegated(hit, clause)) meant |= Meant.Negated;
        if (IsPast(hit, clause, sentence)) meant |= Meant.Past;
        if (Reaches(CueKind.Hypothetical, hit, clause, CueKind.Consequence)) meant |= Meant.Hypothetical;
        if (IsOfAnother(hit, clause)) meant |= Meant.OfAnother;
        if (IsQuoted(hit) || Reaches(CueKind.Quoting, hit, sentence, CueKind.Turns)) meant |= Meant.Quoted;
        if (_cues.Exists(cue => cue.Kind == CueKind.Idioms && IsPartOf(hit, cue))) meant |= Meant.Idiom;
        return meant;
    }

    // Keeps in sight the cues that may matter between two words.
    private void Near(int first, int last)
    {
        _cues.Clear();
        var (low, high) = (0, _all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_all[middle].First < first - Window) low = middle + 1;
            else high = middle;
        }

        for (var at = low; at < _all.Count && _all[at].First <= last + Window; at++) _cues.Add(_all[at]);
    }

    private bool IsExplained(FoundCue cue)
    {
        foreach (var other in _cues)
        {
            if (other.First > cue.First || other.Last < cue.Last) continue;
            var explains = (cue.Kind, other.Kind) switch
            {
                (CueKind.Negated, CueKind.NotNegated) or (CueKind.Past, CueKind.NotPast) => true,
                (CueKind.Self, CueKind.Others) or (CueKind.Others, CueKind.Self) => other.Last - other.First > cue.Last - cue.First,
                _ => false,
            };
            if (explains) return true;
        }

        return false;
    }

    // An even number of negations is none; a negation may stand before another: "不是不想".
    private bool IsNegated(PhraseMatch hit, int clause)
    {
        var (negated, edge) = (false, hit);
        for (var at = _cues.Count - 1; at >= 0; at--)
        {
            var cue = _cues[at];
            if (cue.Kind == CueKind.NegatedAfter) negated ^= cue.First > hit.Last && cue.First - hit.Last - 1 <= cue.Reach && Back(cue.First, Break.Clause) <= hit.Last;
            if (cue.Kind != CueKind.Negated || cue.First < clause || !Nears(cue, edge) || Between(cue, edge, CueKind.Turns, CueKind.Self)) continue;
            negated = !negated;
            edge = new PhraseMatch(hit.Group, cue.First, cue.First);
        }

        return negated;
    }

    private bool IsPast(PhraseMatch hit, int clause, int sentence)
    {
        var end = hit.Last;
        while (end + 1 < _words.Count && _words[end + 1].Break == Break.None) end++;
        foreach (var cue in _cues)
        {
            if (cue.Kind != CueKind.Past) continue;
            var before = cue.First >= sentence && Nears(cue, hit) && !Between(cue, hit, CueKind.Turns, CueKind.Present);
            var within = cue.First >= hit.First && cue.Last <= end;
            if ((before || within) && !_cues.Exists(other => other.Kind == CueKind.Present && other.First >= clause && other.Last <= end)) return true;
        }

        return false;
    }

    private bool Reaches(CueKind kind, PhraseMatch hit, int from, CueKind barrier)
    {
        foreach (var cue in _cues)
            if (cue.Kind == kind && cue.First >= from && Nears(cue, hit) && !Between(cue, hit with { First = hit.First + 1 }, barrier, CueKind.Turns)) return true;
        return false;
    }

    // Whose doing it is: whoever is named within, else the last one named before.
    private bool IsOfAnother(PhraseMatch hit, int clause)
    {
        var (self, others) = (false, false);
        FoundCue? nearest = null;
        foreach (var cue in _cues)
        {
            if (cue.Kind is not (CueKind.Self or CueKind.Others)) continue;
            if (cue.First >= hit.First && cue.Last <= hit.Last)
            {
                self |= cue.Kind == CueKind.Self;
                others |= cue.Kind == CueKind.Others;
            }
            else if (cue.First >= clause && cue.First < hit.First && (nearest is not { } last || cue.Last >= last.Last)) nearest = cue;
        }

        if (self || others) return others && !self;
        if (_isAdvice && nearest is null && !NamesSelf(hit)) return true;
        return nearest is { Kind: CueKind.Others } other && hit.First - other.Last - 1 <= other.Reach && !Between(other, hit, CueKind.Turns, CueKind.Turns);
    }

    // Whoever says "you" this much more than "I" writes to somebody about that person's life.
    private bool IsAdvice() =>
        _all.Count(cue => cue.Kind == CueKind.Addressed) is var you && you >= LeastAddressed && you >= 2 * _all.Count(cue => cue.Kind == CueKind.Self);

    private bool NamesSelf(PhraseMatch hit)
    {
        var (from, end) = (Back(hit.First, Break.Sentence), hit.Last);
        while (end + 1 < _words.Count && _words[end + 1].Break < Break.Sentence) end++;
        return _cues.Exists(cue => cue.Kind is CueKind.Self or CueKind.Mine && cue.First >= from && cue.First <= end);
    }

    private bool IsQuoted(PhraseMatch hit)
    {
        var (start, end) = (_words[hit.First].Start, _words[hit.Last].End);
        foreach (var (open, close) in _text.Quotations)
        {
            if (open >= start || close < end) continue;
            // A message that is a quotation as a whole is the writer's own.
            if (open <= _words[0].Start && close >= _words[^1].End) continue;
            var first = hit.First;
            while (first > 0 && _words[first - 1].Start > open) first--;
            if (!_cues.Exists(cue => cue.Kind == CueKind.OwnWords && cue.Last < first && first - cue.Last - 1 <= cue.Reach)) return true;
        }

        return false;
    }

    // Part of a figure of speech, or reaching into one; not what holds one among other words.
    private static bool IsPartOf(PhraseMatch hit, FoundCue idiom) =>
        idiom.First <= hit.Last && hit.First <= idiom.Last && (idiom.First <= hit.First || hit.Last < idiom.Last);

    // A cue may share words with the phrase: "not going to" and "going to …".
    private static bool Nears(FoundCue cue, PhraseMatch hit) => cue.First < hit.First && cue.Last < hit.Last && hit.First - cue.Last - 1 <= cue.Reach;

    private bool Between(FoundCue cue, PhraseMatch hit, CueKind one, CueKind other)
    {
        foreach (var barrier in _cues)
            if ((barrier.Kind == one || barrier.Kind == other) && barrier.First > cue.Last && barrier.First < hit.First) return true;
        return false;
    }

    private int Back(int word, Break least)
    {
        while (word > 0 && _words[word].Break < least) word--;
        return word;
    }
}
