using System.Security.Cryptography;

namespace Hotline.Server.Platform.Sealing;

/// <summary>AES-256-GCM as stored: version 1, nonce (12 bytes), tag (16), cipher text.</summary>
internal static class Envelope
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = 1 + NonceSize + TagSize;

    public static byte[] Close(ReadOnlySpan<byte> key, SealPlace place, ReadOnlySpan<byte> plain)
    {
        var sealedValue = new byte[HeadSize + plain.Length];
        sealedValue[0] = Version;
        var nonce = sealedValue.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, sealedValue.AsSpan(HeadSize), sealedValue.AsSpan(1 + NonceSize, TagSize), place.AssociatedData());
        return sealedValue;
    }

    /// <exception cref="SealBrokenException">Another key, another place, or changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, SealPlace place, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < HeadSize || sealedValue[0] != Version)
            throw new SealBrokenException($"{place.Table}.{place.Column} is not a sealed value.");
        var plain = new byte[sealedValue.Length - HeadSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(sealedValue.Slice(1, NonceSize), sealedValue[HeadSize..], sealedValue.Slice(1 + NonceSize, TagSize), plain, place.AssociatedData());
        }
        catch (AuthenticationTagMismatchException failed)
        {
            throw new SealBrokenException($"A value of {place.Table}.{place.Column} does not open.", failed);
        }
        return plain;
    }
}
