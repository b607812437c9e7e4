using System.Collections.Immutable;

namespace Hotline.Server.Triage.Rules;

/// <summary>What a schema cannot say of a rule set; each is what one of the promises of triage rests on.</summary>
internal static class RuleSetCheck
{
    private static readonly ImmutableArray<string> Own = [RuleSet.SafeFloorCode, RuleSet.AllNo, RuleSet.Unrecognised];
    private static readonly ImmutableArray<string> Bands = ["imminent", "high", "moderate", "low"];

    public static IEnumerable<(string Path, string Reason)> Of(RuleSetDocument document) =>
        [.. Ranges(document), .. Kinds(document), .. Together(document), .. Open(document), .. Instruments(document)];

    private static IEnumerable<(string, string)> Ranges(RuleSetDocument document)
    {
        var bands = document.Bands;
        if (!(0 < bands.Moderate && bands.Moderate < bands.High && bands.High < bands.Imminent)) yield return ("/bands", "moderate must be below high, and high below imminent");
        if (document.SafeFloor < bands.Moderate || document.SafeFloor >= bands.High) yield return ("/safe_floor", "unknown is treated as risk: safe_floor must lie in the band moderate");
        if (document.Night is { } night && night.From == night.Until) yield return ("/night", "the night begins and ends at different times");
        if (document.Night is not null && !document.Kinds.ContainsKey("night")) yield return ("/night", "hours of the night need the kind 'night'");
        if (document.Targets is { } targets && !Bands.All(targets.ContainsKey)) yield return ("/targets", "targets need all four bands");
    }

    private static IEnumerable<(string, string)> Kinds(RuleSetDocument document)
    {
        foreach (var (code, kind) in document.Kinds)
        {
            var path = $"/kinds/{code}";
            if (Own.Contains(code)) yield return (path, $"'{code}' is a code of the engine's own");
            if ((kind.Yes is null ? 0 : 1) + (kind.Number is null ? 0 : 1) + (kind.Eases > 0 ? 1 : 0) != 1) yield return (path, "a kind has one of yes, number and eases");
            if (kind.Eases > 0 && kind.Clears) yield return ($"{path}/clears", "a no to what protects says nothing against risk");
            if (kind.Yes is { } yes && yes.Beside > yes.Alone) yield return ($"{path}/yes", "beside is at most alone");
            foreach (var problem in kind.Number is { } number ? Steps(path + "/number", number) : []) yield return problem;
        }
    }

    private static IEnumerable<(string, string)> Steps(string path, RuleSetDocument.NumberPart number)
    {
        if (number.To <= number.From) yield return (path, "to must be greater than from");
        if (number.Steps.Count == 0 || number.Steps[0].At != number.From) yield return ($"{path}/steps", "the first step stands at from");
        for (var at = 0; at < number.Steps.Count; at++)
        {
            var step = number.Steps[at];
            if (step.Beside > step.Alone) yield return ($"{path}/steps/{at}", "beside is at most alone");
            if (step.At > number.To) yield return ($"{path}/steps/{at}", "the step is out of range");
            if (at == 0) continue;
            var before = number.Steps[at - 1];
            if (step.At <= before.At) yield return ($"{path}/steps/{at}", "steps stand in order");
            if (step.Alone < before.Alone || step.Beside < before.Beside) yield return ($"{path}/steps/{at}", "a higher number never weighs less");
            // The assessor picks the strongest by what is lost beside; that must not fall either.
            if (step.Alone - step.Beside < before.Alone - before.Beside) yield return ($"{path}/steps/{at}", "alone must grow at least as much as beside");
        }
    }

    private static IEnumerable<(string, string)> Together(RuleSetDocument document)
    {
        foreach (var (code, both) in document.Together ?? [])
        {
            var path = $"/together/{code}";
            if (IsTaken(document, code)) yield return (path, $"'{code}' is a code of something else");
            if (both.Beside > both.Alone) yield return ($"{path}/beside", "beside is at most alone");
            foreach (var problem in Known(document, $"{path}/all", both.All).Concat(Known(document, $"{path}/any", both.Any ?? []))) yield return problem;
            foreach (var kind in both.All.Concat(both.Any ?? []).Where(kind => document.Kinds.TryGetValue(kind, out var found) && found.Eases > 0))
                yield return (path, $"'{kind}' protects; it adds no risk to anything");
        }
    }

    private static IEnumerable<(string, string)> Open(RuleSetDocument document)
    {
        foreach (var (code, open) in document.Open ?? [])
        {
            var path = $"/open/{code}";
            if (IsTaken(document, code) || document.Together?.ContainsKey(code) == true) yield return (path, $"'{code}' is a code of something else");
            if (open.Beside > open.Alone) yield return ($"{path}/beside", "beside is at most alone");
            if (open.Is.Contains(Answer.No)) yield return ($"{path}/is", "a no opens no question");
            foreach (var problem in Known(document, $"{path}/when", open.When).Concat(Known(document, $"{path}/unanswered", open.Unanswered))) yield return problem;
            // Otherwise a yes would answer the question and take more away than it brings.
            foreach (var kind in open.Unanswered)
                if (document.Kinds.TryGetValue(kind, out var answer) && answer.Yes is { } yes && (yes.Alone < open.Alone || yes.Beside < open.Beside || yes.Alone - yes.Beside < open.Alone - open.Beside))
                    yield return (path, $"an open question may not weigh more than a yes to it ('{kind}')");
        }
    }

    private static IEnumerable<(string, string)> Instruments(RuleSetDocument document)
    {
        foreach (var (code, instrument) in document.Instruments ?? [])
            for (var at = 0; at < instrument.Questions.Count; at++)
            {
                var (question, path) = (instrument.Questions[at], $"/instruments/{code}/questions/{at}");
                var asked = instrument.Questions.Take(at).Select(before => before.Kind).ToList();
                if (asked.Contains(question.Kind)) yield return ($"{path}/kind", $"'{question.Kind}' is asked twice");
                foreach (var problem in Known(document, $"{path}/kind", [question.Kind])) yield return problem;
                foreach (var kind in question.OnlyIf?.Any.Except(asked) ?? []) yield return ($"{path}/only_if", $"'{kind}' is not asked before");
            }
    }

    private static IEnumerable<(string, string)> Known(RuleSetDocument document, string path, IEnumerable<string> kinds) =>
        kinds.Where(kind => !document.Kinds.ContainsKey(kind)).Select(kind => (path, $"'{kind}' is no kind of this file"));

    private static bool IsTaken(RuleSetDocument document, string code) => Own.Contains(code) || document.Kinds.ContainsKey(code);
}
