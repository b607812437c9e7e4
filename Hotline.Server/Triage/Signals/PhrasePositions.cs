using System.Diagnostics;

namespace Hotline.Server.Triage.Signals;

/// <summary>The places of the words of many phrases and which may follow which (Glushkov's construction).</summary>
/// <param name="keepsOpenEnds">Whether a gap at the end takes its words with it.</param>
internal sealed class PhrasePositions(Func<string, int> numberOf, bool keepsOpenEnds)
{
    /// <summary>Any word, within a clause.</summary>
    public const int Any = -1;

    private readonly record struct Fragment(bool CanBeNothing, int[] First, int[] Last);

    public List<int> Words { get; } = [];

    public List<HashSet<int>> Follow { get; } = [];

    public HashSet<int> First { get; } = [];

    public HashSet<int> FirstOfClause { get; } = [];

    public HashSet<int> Last { get; } = [];

    public HashSet<int> LastOfClause { get; } = [];

    public void Add(PhrasePattern pattern)
    {
        var whole = Of(pattern.Body);
        (pattern.AtStart ? FirstOfClause : First).UnionWith(whole.First);
        (pattern.AtEnd ? LastOfClause : Last).UnionWith(whole.Last.Where(last => keepsOpenEnds || Words[last] != Any));
    }

    private Fragment Of(Phrase phrase) => phrase switch
    {
        Phrase.Word word => One(numberOf(word.Text)),
        Phrase.Gap gap => UpTo(gap.Most),
        Phrase.Maybe maybe => Of(maybe.Part) with { CanBeNothing = true },
        Phrase.Choice choice => choice.Options.Select(Of).Aggregate(
            (one, other) => new Fragment(one.CanBeNothing || other.CanBeNothing, [.. one.First, .. other.First], [.. one.Last, .. other.Last])),
        Phrase.Sequence sequence => sequence.Parts.Select(Of).Aggregate(new Fragment(true, [], []), Then),
        _ => throw new UnreachableException(),
    };

    private Fragment One(int word)
    {
        Words.Add(word);
        Follow.Add([]);
        int[] only = [Words.Count - 1];
        return new Fragment(false, only, only);
    }

    private Fragment UpTo(int most)
    {
        var gap = new Fragment(true, [], []);
        for (var word = 0; word < most; word++) gap = Then(gap, One(Any) with { CanBeNothing = true });
        return gap;
    }

    private Fragment Then(Fragment before, Fragment after)
    {
        foreach (var last in before.Last) Follow[last].UnionWith(after.First);
        return new Fragment(
            before.CanBeNothing && after.CanBeNothing,
            before.CanBeNothing ? [.. before.First, .. after.First] : before.First,
            after.CanBeNothing ? [.. before.Last, .. after.Last] : after.Last);
    }
}
