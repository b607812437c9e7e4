using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Server.Identity;

/// <summary>A channel key as its holder sends it: <c>hlk_{id}_{secret}</c>.</summary>
public readonly record struct ChannelKeySecret(string Id, string Secret)
{
    private const string Prefix = "hlk_";

    /// <summary>Ten characters of an id that is easy to read out, 256 random bits of secret.</summary>
    public static ChannelKeySecret Create() =>
        new(RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Null when it is not of that form.</summary>
    public static ChannelKeySecret? Parse(string? text)
    {
        if (text is not { Length: <= 200 } || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var end = text.IndexOf('_', Prefix.Length);
        return end > Prefix.Length && end < text.Length - 1 ? new ChannelKeySecret(text[Prefix.Length..end], text[(end + 1)..]) : null;
    }

    /// <summary>SHA-256, hex. Enough for a random secret, which no dictionary holds.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>In a time that does not tell where they differ.</summary>
    public bool Matches(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash()), Encoding.ASCII.GetBytes(hash));

    public override string ToString() => $"{Prefix}{Id}_{Secret}";
}
