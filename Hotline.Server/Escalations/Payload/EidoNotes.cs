using System.Net;

namespace Hotline.Server.Escalations.Payload;

/// <summary>What has no member of its own in EIDO, as notes in HTML5.</summary>
internal static class EidoNotes
{
    /// <summary>Null when there is nothing to say.</summary>
    public static string? OfIncident(MessageFacts facts) => facts.Message is { } message && facts.Kind == MessageKind.Message
        ? Line($"{message.Kind} {message.Number}", message.Text)
        : Lines(facts, path => path.StartsWith("what.", StringComparison.Ordinal) || path is "wanted" or "ground");

    public static string? OfPerson(MessageFacts facts) => Lines(facts, path => path is "who.name" or "who.number" or "who.callBack" or "who.language" or "who.stillOnLine");

    private static string? Lines(MessageFacts facts, Func<string, bool> takes)
    {
        var text = string.Concat(FormPaths.Filled(facts.Form).Where(field => takes(field.Path)).Select(field => Line(field.Path, field.Value)));
        return text.Length > 0 ? text : null;
    }

    private static string Line(string name, string text) => $"<p>{WebUtility.HtmlEncode(name)}: {WebUtility.HtmlEncode(text)}</p>";
}
