using System.Collections.Immutable;

namespace Hotline.Server.Triage.Signals;

/// <summary>Finds phrases that no text can ever hold, because the lexicon itself writes them differently.</summary>
internal static class LexiconCheck
{
    /// <exception cref="LexiconException">A phrase holds words that are always replaced.</exception>
    public static void Reachable(SignalLexicon lexicon)
    {
        var replaced = lexicon.Replacements.Where(replacement => !replacement.From.SequenceEqual(replacement.To)).ToLookup(replacement => replacement.From[0]);
        foreach (var pattern in lexicon.Kinds.SelectMany(kind => kind.Phrases).Concat(lexicon.Cues.SelectMany(cue => cue.Phrases)))
        {
            foreach (var run in Runs(pattern.Body))
                for (var at = 0; at < run.Length; at++)
                    if (replaced[run[at]].FirstOrDefault(replacement => run.AsSpan()[at..].StartsWith(replacement.From.AsSpan())) is { } found)
                        throw new LexiconException(pattern.Line, 1, $"\"{string.Join(' ', found.From)}\" is always written \"{string.Join(' ', found.To)}\" (line {found.Line}): write that.");
        }
    }

    // Words that stand side by side.
    private static IEnumerable<ImmutableArray<string>> Runs(Phrase phrase)
    {
        switch (phrase)
        {
            case Phrase.Word word:
                yield return [word.Text];
                break;
            case Phrase.Gap:
                break;
            case Phrase.Maybe maybe:
                foreach (var run in Runs(maybe.Part)) yield return run;
                break;
            case Phrase.Choice choice:
                foreach (var run in choice.Options.SelectMany(Runs)) yield return run;
                break;
            case Phrase.Sequence sequence:
                var words = ImmutableArray.CreateBuilder<string>();
                foreach (var part in sequence.Parts)
                {
                    if (part is Phrase.Word word)
                    {
                        words.Add(word.Text);
                        continue;
                    }

                    yield return words.ToImmutable();
                    words.Clear();
                    foreach (var run in Runs(part)) yield return run;
                }

                yield return words.ToImmutable();
                break;
        }
    }
}
