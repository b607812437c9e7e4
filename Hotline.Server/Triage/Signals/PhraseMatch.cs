namespace Hotline.Server.Triage.Signals;

/// <summary>Words of a text that a phrase of a group covers, first and last included.</summary>
internal readonly record struct PhraseMatch(int Group, int First, int Last)
{
    public bool Holds(PhraseMatch other) => First <= other.First && other.Last <= Last;
}
