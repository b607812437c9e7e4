using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Server.Escalations.Posting;

/// <summary>The three headers of a signed message.</summary>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Signature">One <c>v1,base64</c> for each secret, apart by spaces.</param>
public sealed record WebhookHeaders(string Id, string Timestamp, string Signature);

/// <summary>What a signature turned out to be.</summary>
public enum SignatureVerdict
{
    Good,

    /// <summary>A header is missing or cannot be read.</summary>
    Unreadable,

    /// <summary>Signed too long ago, or too far ahead.</summary>
    Stale,
    Wrong,
}

/// <summary>Standard Webhooks 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>, secrets as <c>whsec_</c> and base64.</summary>
public sealed class StandardWebhook(TimeProvider clock)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    public const string SecretPrefix = "whsec_";
    public const int LongestId = 128;

    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Scheme = "v1,";
    private const int MostSignatures = 16;

    /// <summary>Signs with each secret, in their order, at this moment.</summary>
    public WebhookHeaders Sign(string id, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        var at = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = new string[secrets.Count];
        for (var number = 0; number < secrets.Count; number++) signatures[number] = Scheme + Convert.ToBase64String(Digest(secrets[number], id, at, body));
        return new WebhookHeaders(id, at, string.Join(' ', signatures));
    }

    /// <summary>Good when any of the signatures is of any of the secrets; takes as long whichever it is.</summary>
    public SignatureVerdict Verify(WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        if (!IsId(headers.Id) || headers.Signature.Length == 0) return SignatureVerdict.Unreadable;
        if (!long.TryParse(headers.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return SignatureVerdict.Unreadable;
        var given = headers.Signature.Split(' ', MostSignatures + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures)
            .Where(one => one.StartsWith(Scheme, StringComparison.Ordinal)).Select(one => Bytes(one[Scheme.Length..])).ToList();
        var good = false;
        foreach (var secret in secrets)
        {
            var wanted = Digest(secret, headers.Id, headers.Timestamp, body);
            foreach (var one in given) good |= CryptographicOperations.FixedTimeEquals(one, wanted);
        }
        if (!good) return SignatureVerdict.Wrong;
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return Math.Abs((decimal)now - seconds) <= (decimal)Tolerance.TotalSeconds ? SignatureVerdict.Good : SignatureVerdict.Stale;
    }

    /// <summary>Without a dot: <c>a.1</c> and <c>a</c> could otherwise sign the same text.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(sign => sign is > ' ' and < '\x7f' and not '.');

    /// <summary>Bytes of <c>whsec_…</c>, with or without the prefix; false when it is no base64 of 24 to 64 bytes.</summary>
    public static bool TryReadSecret(string text, out byte[] secret)
    {
        secret = Bytes(text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : text);
        return secret.Length is >= 24 and <= 64;
    }

    /// <summary>As it is shown once.</summary>
    public static string WriteSecret(byte[] secret) => SecretPrefix + Convert.ToBase64String(secret);

    private static byte[] Digest(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static byte[] Bytes(string base64) => Base64.IsValid(base64) ? Convert.FromBase64String(base64) : [];
}
