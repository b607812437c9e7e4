using System.Security.Cryptography;
using System.Text;

namespace Hotline.Server.Platform.Sealing;

/// <summary>Key of one owner's personal data. Deleting its wrapped form makes all that it sealed unreadable.</summary>
public sealed class DataKey : IDisposable
{
    internal const int Size = 32;
    private readonly byte[] material;

    internal DataKey(byte[] material)
    {
        if (material.Length != Size) throw new SealBrokenException("A data key has 32 bytes.");
        this.material = material;
    }

    internal static DataKey New() => new(RandomNumberGenerator.GetBytes(Size));

    internal ReadOnlySpan<byte> Material => material;

    public byte[] Seal(SealPlace place, ReadOnlySpan<byte> plain) => Envelope.Close(material, place, plain);

    public byte[] Seal(SealPlace place, string text) => Seal(place, Encoding.UTF8.GetBytes(text));

    /// <exception cref="SealBrokenException">Another key, another place, or changed.</exception>
    public byte[] Open(SealPlace place, ReadOnlySpan<byte> sealedValue) => Envelope.Open(material, place, sealedValue);

    /// <exception cref="SealBrokenException">Another key, another place, or changed.</exception>
    public string OpenText(SealPlace place, ReadOnlySpan<byte> sealedValue) => Encoding.UTF8.GetString(Open(place, sealedValue));

    public void Dispose() => CryptographicOperations.ZeroMemory(material);
}
