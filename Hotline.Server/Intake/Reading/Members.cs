using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hotline.Server.Intake.Reading;

/// <summary>Reads members of JSON that anybody may have written: what cannot be read is absent and noted, nothing throws.</summary>
internal static partial class Members
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Null when the bytes are not JSON. Of any root, object or not.</summary>
    public static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.AsMemory(body is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0), Options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Members in the order sent, with names in lower case; "?" where a name is no Unicode.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Of(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name.ToLowerInvariant();
            }
            catch (InvalidOperationException)
            {
                name = "?";
            }
            yield return (name, member.Value);
        }
    }

    /// <summary>A name fit to be repeated in a warning: what looks like a code, and nothing else.</summary>
    public static string Named(string name) => Code().IsMatch(name) ? name : "?";

    /// <summary>A string, at most <paramref name="most"/> characters. Numbers and yes/no are taken as they are written, with a warning.</summary>
    public static string? Text(JsonElement value, string field, int most, ReadNotes notes)
    {
        string? text;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String:
                text = Unicode(value, field, notes);
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                notes.Warn(field, "wrong_type", $"{field} is not a string; it was kept as it is written.");
                text = value.GetRawText();
                break;
            default:
                notes.Warn(field, "wrong_type", $"{field} is not a string; it was left out.");
                return null;
        }
        return Cut(text, field, most, notes);
    }

    /// <summary>True or false; null and a warning for anything else.</summary>
    public static bool? Flag(JsonElement value, string field, ReadNotes notes)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)) notes.Warn(field, "wrong_type", $"{field} is neither true nor false; it was left out.");
        return null;
    }

    /// <summary>At most so many characters, no half of a surrogate pair, no NUL (PostgreSQL takes none).</summary>
    public static string Cut(string text, string field, int most, ReadNotes notes)
    {
        var clean = text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        if (clean.Length <= most) return clean;
        notes.Warn(field, "too_long", $"{field} is longer than {most} characters; the rest was left out.");
        return clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)];
    }

    /// <summary>The bytes as text when they are one; null otherwise.</summary>
    public static string? AsText(byte[] body)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body).Trim();
            return text.Length == 0 || text.Any(letter => char.IsControl(letter) && !char.IsWhiteSpace(letter)) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unicode(JsonElement value, string field, ReadNotes notes)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            notes.Warn(field, "not_unicode", $"{field} has broken characters; they were replaced.");
            return Mended(value);
        }
    }

    /// <summary>Half characters become U+FFFD; the rest of what somebody wrote stays readable.</summary>
    private static string Mended(JsonElement value)
    {
        var raw = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
        var whole = Escape().Replace(raw, escape => escape.Groups["half"].Success ? "\\ufffd" : escape.Value);
        using var document = JsonDocument.Parse(whole);
        return document.RootElement.GetString()!;
    }

    // A pair of surrogates, one alone, or any other escape, so that a written-out backslash is not taken for one.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^[a-z][a-z0-9_.]{0,39}\z")]
    private static partial Regex Code();
}
