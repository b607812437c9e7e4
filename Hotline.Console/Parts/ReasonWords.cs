using Hotline.Contracts;

namespace Hotline.Console.Parts;

/// <summary>One reason of an assessment as a short phrase: "yes" goes without saying.</summary>
public static class ReasonWords
{
    /// <param name="labels">Words of the rules that graded, for codes the console has none for.</param>
    public static string Say(Words text, ReasonView reason, IReadOnlyDictionary<string, BothWords>? labels = null)
    {
        var what = What(text, reason.Code, labels);
        if (Strength(text, reason) is { } strength) return strength.Length == 0 ? what : text.With("reasons.strength", what, strength);
        return reason.Value is "yes" or "" ? what : text.With("reasons.value", what, Value(text, reason.Value));
    }

    /// <summary>How strongly a text says it, 1 to 3; null for what is no signal of a text, empty where it was said once.</summary>
    private static string? Strength(Words text, ReasonView reason) => !reason.Code.StartsWith("text.", StringComparison.Ordinal) || reason.Code == "text.model" ? null : reason.Value switch
    {
        "1" => "",
        "2" => text["reasons.again"],
        "3" => text["reasons.insistent"],
        _ => null,
    };

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
