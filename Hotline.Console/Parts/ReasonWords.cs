using Hotline.Contracts;

namespace Hotline.Console.Parts;

/// <summary>One reason of an assessment as a short phrase: "yes" goes without saying.</summary>
public static class ReasonWords
{
    public static string Say(Words text, ReasonView reason)
    {
        var what = text.Code("reason", reason.Code);
        return reason.Value is "yes" or "" ? what : text.With("reasons.value", what, Value(text, reason.Value));
    }

    public static string Value(Words text, string value) =>
        value is "yes" or "no" or "unknown" or "refused" ? text[$"answer.{value}"] : value;
}
