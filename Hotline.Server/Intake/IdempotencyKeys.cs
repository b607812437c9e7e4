using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Server.Floor;

namespace Hotline.Server.Intake;

/// <summary>What an Idempotency-Key stands for. The same key of the same channel is the same contact, on every node and for ever.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    private const int LongestKept = 128;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The key as kept; null when the header is missing or blank. A long one is kept as its hash: length refuses nobody.</summary>
    public static string? Read(IHeaderDictionary headers)
    {
        var key = headers[Header].ToString().Trim();
        if (key.Length == 0) return null;
        return key.Length <= LongestKept ? key : "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>"c" and 25 base32 characters (125 bits) of SHA-256(channel key id, 0, idempotency key).</summary>
    public static ContactId Derive(string channelKeyId, string idempotencyKey)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{channelKeyId}\0{idempotencyKey}"));
        return new ContactId(string.Create(26, hash, static (text, bytes) =>
        {
            text[0] = 'c';
            for (var i = 0; i < 25; i++)
            {
                var bit = i * 5;
                var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                text[i + 1] = Base32[(pair >> (11 - (bit % 8))) & 31];
            }
        }));
    }

    /// <summary>In place of a channel key, of what another line hands over.</summary>
    public const string HandedOver = "transfer";

    /// <summary>What an attempt to hand a contact to another line stands for; also the key of its row in the inbox.</summary>
    public static string OfAttempt(ContactId contact, int number) => string.Create(CultureInfo.InvariantCulture, $"{contact.Value}/{number}");

    /// <summary>What a contact is on the other line: one for each attempt, for ever.</summary>
    public static ContactId Elsewhere(ContactId contact, int number) => Derive(HandedOver, OfAttempt(contact, number));

    /// <summary>The command that carries the intake past the records; one for a contact, for ever.</summary>
    public static CommandId Carrying(ContactId contact) => new("0-" + Short($"carry\0{contact.Value}"));

    /// <summary>The command that a delivery to a contact stands for.</summary>
    public static CommandId Delivering(ContactId contact, string kind, string key) => new("0-" + Short($"deliver\0{contact.Value}\0{kind}\0{key}"));

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    /// <summary>The command that opens it. Which moment it names is decided by the first one in the inbox.</summary>
    public static CommandId Opening(ContactId contact, DateTimeOffset arrivedAt)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"open\0{contact.Value}")))[..16];
        return new CommandId(string.Create(CultureInfo.InvariantCulture, $"{arrivedAt.ToUnixTimeMilliseconds()}-{hash}"));
    }
}
