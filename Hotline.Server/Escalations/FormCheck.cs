using System.Text.RegularExpressions;
using Hotline.Server.Escalations.Payload;

namespace Hotline.Server.Escalations;

/// <summary>What is asked of forms, words and numbers before a command is given.</summary>
internal static partial class FormCheck
{
    /// <summary>Slug of what is wrong; null when it can be kept.</summary>
    public static string? Fault(Wire.EscalationForm? form)
    {
        if (form is not { Who: not null, Where: not null, What: not null, Caller: not null, Wanted: not null }) return "bad_request";
        return FormPaths.Filled(form).Any(field => field.Value.Length > Wire.EscalationRules.LongestText) ? "form_too_long" : null;
    }

    /// <summary>What a partner says, a word being enough; null when it is none, or too long.</summary>
    public static string? Said(string? text) => text?.Trim() is { Length: > 0 and <= Wire.EscalationRules.LongestText } words ? words : null;

    /// <summary>The partner's own number, as it may stand on the floor.</summary>
    public static bool IsNumber(string? number) => number is null || (number.Length <= Wire.EscalationRules.LongestNumber && NumberPattern().IsMatch(number));

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}./_-]*\z")]
    private static partial Regex NumberPattern();
}
