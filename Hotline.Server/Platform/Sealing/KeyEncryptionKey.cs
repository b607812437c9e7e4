using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform.Sealing;

/// <summary>The one secret that all data keys are wrapped with. Itself it seals only what crosses the journal while SQL, and the data keys with it, is away.</summary>
public sealed class KeyEncryptionKey
{
    private readonly byte[] wrapping;
    private readonly byte[] lookUp;
    private readonly byte[] carrying;

    public KeyEncryptionKey(IOptions<SealingOptions> options) : this(SealingKeyFile.Read(options.Value)) { }

    internal KeyEncryptionKey(byte[] secret)
    {
        wrapping = Derive(secret, "hotline wrapping", DataKey.Size);
        lookUp = Derive(secret, "hotline look-up", 32);
        carrying = Derive(secret, "hotline carrying", DataKey.Size);
        Fingerprint = Convert.ToHexStringLower(Derive(secret, "hotline fingerprint", 8));
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>Names the key without telling it; stored beside what it wrapped.</summary>
    public string Fingerprint { get; }

    /// <param name="owner">kind:id of whom the data is about; the wrapped key opens for no other.</param>
    public (DataKey Key, byte[] Wrapped) MakeDataKey(string owner)
    {
        var key = DataKey.New();
        return (key, Envelope.Close(wrapping, PlaceOf(owner), key.Material));
    }

    /// <exception cref="SealBrokenException">Wrapped with another key or for another owner.</exception>
    public DataKey Unwrap(string owner, byte[] wrapped) => new(Envelope.Open(wrapping, PlaceOf(owner), wrapped));

    /// <summary>Keyed hash of a phone number: equal numbers, however written, have equal hashes. Null without at least 3 digits.</summary>
    public string? HashNumber(string? number)
    {
        var digits = new string([.. (number ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        return digits.Length < 3 ? null : Convert.ToHexStringLower(HMACSHA256.HashData(lookUp, Encoding.ASCII.GetBytes(digits)));
    }

    /// <summary>For the way through the journal only; on arrival it is sealed anew with its owner's data key.</summary>
    public byte[] SealCarried(SealPlace place, ReadOnlySpan<byte> plain) => Envelope.Close(carrying, place, plain);

    /// <exception cref="SealBrokenException">Another key, another place, or changed.</exception>
    public byte[] OpenCarried(SealPlace place, ReadOnlySpan<byte> sealedValue) => Envelope.Open(carrying, place, sealedValue);

    private static SealPlace PlaceOf(string owner) => new("DataKeys", "Wrapped", owner);

    private static byte[] Derive(byte[] secret, string use, int size) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, size, info: Encoding.ASCII.GetBytes(use));
}
