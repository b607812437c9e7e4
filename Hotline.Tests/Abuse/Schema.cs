using System.Text;
using System.Text.Json.Nodes;

namespace Hotline.Tests.Abuse;

/// <summary>A schema of the OpenAPI document, for writing bodies that are nearly or not at all of it.</summary>
internal sealed class Schema(JsonNode? node, JsonNode document)
{
    private const int Deepest = 6;

    public string Write(Junk junk, int depth)
    {
        var here = Resolve(node);
        if (here is null || depth > Deepest || junk.Sometimes(0.15)) return junk.Literal();
        if (here["properties"] is JsonObject members) return WriteObject(members, junk, depth);
        if (here["items"] is { } items) return "[" + string.Join(',', Enumerable.Range(0, junk.Below(4)).Select(_ => new Schema(items, document).Write(junk, depth + 1))) + "]";
        if (here["enum"] is JsonArray words && junk.Sometimes(0.8)) return words[junk.Below(words.Count)]?.ToJsonString() ?? "null";
        return TypeOf(here) switch
        {
            "string" => junk.Sometimes(0.5) ? JsonValue.Create(junk.Text()).ToJsonString() : "\"en\"",
            "integer" or "number" => junk.Sometimes(0.5) ? "1" : junk.Literal(),
            "boolean" => junk.Sometimes(0.7) ? "true" : junk.Literal(),
            _ => junk.Literal(),
        };
    }

    private string WriteObject(JsonObject members, Junk junk, int depth)
    {
        var text = new StringBuilder("{");
        foreach (var (name, member) in members)
        {
            if (junk.Sometimes(0.15)) continue;
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(junk.Sometimes(0.03) ? name.ToUpperInvariant() : name).Append("\":").Append(new Schema(member, document).Write(junk, depth + 1));
        }
        if (junk.Sometimes(0.1)) text.Append(text.Length > 1 ? "," : "").Append("\"extra\":").Append(junk.Literal());
        return text.Append('}').ToString();
    }

    private JsonNode? Resolve(JsonNode? from)
    {
        if (from?["$ref"]?.GetValue<string>() is { } reference)
            return reference["#/".Length..].Split('/').Aggregate((JsonNode?)document, (at, part) => at?[part]);
        if ((from?["oneOf"] ?? from?["anyOf"]) is JsonArray { Count: > 0 } choices) return Resolve(choices[^1]);
        return from;
    }

    private static string? TypeOf(JsonNode here) => here["type"] switch
    {
        JsonArray several => several.Select(one => one?.GetValue<string>()).FirstOrDefault(one => one != "null"),
        { } one => one.GetValue<string>(),
        null => null,
    };
}
