using Hotline.Contracts;

namespace Hotline.Console.Parts;

/// <summary>One reason of an assessment as a short phrase: "yes" goes without saying.</summary>
public static class ReasonWords
{
    /// <param name="labels">Words of the rules that graded, for codes the console has none for.</param>
    public static string Say(Words text, ReasonView reason, IReadOnlyDictionary<string, BothWords>? labels = null)
    {
        var what = What(text, reason.Code, labels);
        return reason.Value is "yes" or "" ? what : text.With("reasons.value", what, Value(text, reason.Value));
    }

    public static string What(Words text, string code, IReadOnlyDictionary<string, BothWords>? labels) =>
        text.Find("reason." + code) ?? (labels?.TryGetValue(code, out var both) == true ? text.Of(both) : text.Code("reason", code));

    public static string Value(Words text, string value) =>
        value is "yes" or "no" or "unknown" or "refused" ? text[$"answer.{value}"] : value;

    /// <summary>With their sign: what protects takes points off.</summary>
    public static string Points(Words text, int points) => points < 0 ? text.With("reasons.minus", -points) : text.With("reasons.points", points);

    /// <summary>When the latest evidence of the reason was given, and by whom when not by a person; null for a reason that is no question.</summary>
    public static string? Said(Words text, ReasonView reason, IReadOnlyList<EvidenceEntry>? evidence)
    {
        if (evidence?.Where(entry => entry.Kind == reason.Code).MaxBy(entry => (entry.At, entry.Number)) is not { } latest)
            return null;
        var at = text.HourAndMinute(latest.At);
        return latest.Source is "help_seeker" or "worker" ? text.With("reasons.said", at) : text.With("reasons.told", text.Code("source", latest.Source), at);
    }
}
