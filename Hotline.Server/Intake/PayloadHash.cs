using System.Security.Cryptography;
using System.Text.Json;

namespace Hotline.Server.Intake;

/// <summary>SHA-256 hex of a request, so that members in another order or other white space are the same request.</summary>
internal static class PayloadHash
{
    public static string Of(byte[] body, JsonElement? root)
    {
        if (root is not { } element) return Hash(body);
        try
        {
            using var canonical = new MemoryStream();
            using (var writer = new Utf8JsonWriter(canonical, new JsonWriterOptions { SkipValidation = true })) Write(element, writer);
            return Hash(canonical.ToArray());
        }
        catch (InvalidOperationException)
        {
            // Text that is no Unicode has no canonical form: it is what was sent.
            return Hash(body);
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
