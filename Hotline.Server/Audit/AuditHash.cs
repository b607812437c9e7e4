using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Audit;

/// <summary>SHA-256, hex, over the canonical JSON of a link and the hash of the link before.</summary>
internal static class AuditHash
{
    public static readonly string BeforeFirst = new('0', 64);

    public static string Of(string chain, long number, AuditFact fact, string data, string previous)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            // In canonical order.
            writer.WriteStartObject();
            writer.WriteString("action", fact.Action);
            writer.WriteString("actor", fact.Actor);
            writer.WriteNumber("at", fact.At.ToUnixTimeMilliseconds());
            writer.WriteString("chain", chain);
            writer.WriteString("data", data);
            writer.WriteNumber("number", number);
            writer.WriteString("previous", previous);
            writer.WriteString("subject", fact.Subject);
            writer.WriteEndObject();
        }
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    public static string Of(AuditRow row) => Of(row.Chain, row.Number, new AuditFact(row.Chain, row.At, row.Actor, row.Action, row.Subject, row.Data), row.Data, row.PreviousHash);
}
