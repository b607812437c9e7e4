using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Hotline.Server.Platform.Sealing;

namespace Hotline.Server.Identity;

/// <summary>Seals the keys that cookies are protected with before they go to SQL: whoever reads the table cannot make a session.</summary>
internal sealed class SealedRing(KeyEncryptionKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var id = Guid.NewGuid().ToString("N");
        var (dataKey, wrapped) = key.MakeDataKey(Owner(id));
        using (dataKey)
        {
            var closed = dataKey.Seal(Place(id), plaintextElement.ToString(SaveOptions.DisableFormatting));
            return new EncryptedXmlInfo(
                new XElement("sealed", new XAttribute("id", id), new XElement("key", Convert.ToBase64String(wrapped)), new XElement("value", Convert.ToBase64String(closed))),
                typeof(OpenedRing));
        }
    }

    internal static string Owner(string id) => "keyring:" + id;

    internal static SealPlace Place(string id) => new("DataProtectionKeys", "Xml", id);
}

/// <summary>Opens what <see cref="SealedRing"/> sealed; made by Data Protection, by its name in the stored key.</summary>
internal sealed class OpenedRing : IXmlDecryptor
{
    private readonly KeyEncryptionKey key;

    public OpenedRing(IServiceProvider services) => key = services.GetRequiredService<KeyEncryptionKey>();

    public XElement Decrypt(XElement encryptedElement)
    {
        var id = (string?)encryptedElement.Attribute("id") ?? throw new SealBrokenException("A key of the ring has no id.");
        using var dataKey = key.Unwrap(SealedRing.Owner(id), Convert.FromBase64String(encryptedElement.Element("key")!.Value));
        return XElement.Parse(dataKey.OpenText(SealedRing.Place(id), Convert.FromBase64String(encryptedElement.Element("value")!.Value)));
    }
}
