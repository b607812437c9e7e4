using System.Security.Cryptography;
using Hotline.Server.Floor;
using Microsoft.AspNetCore.DataProtection;

namespace Hotline.Server.Live;

/// <summary>Signed proof that a worker accepted a contact; the key ring is shared by all nodes.</summary>
internal sealed class Claims(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Hotline.Live.Claims.v1");
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(ContactId, Fence), string> made = new();

    public string Make(LineId line, ContactId contact, WorkerId worker, Fence fence)
    {
        // A desk is pushed often, a claim is made once.
        if (made.TryGetValue((contact, fence), out var known)) return known;
        if (made.Count > 20_000) made.Clear();
        return made[(contact, fence)] = protector.Protect(string.Join('|', line.Value, contact.Value, worker.Value, fence));
    }

    /// <summary>Null when it is not ours, or of another line or worker.</summary>
    public (ContactId Contact, Fence Fence)? Read(string claim, LineId line, WorkerId worker)
    {
        try
        {
            var parts = protector.Unprotect(claim).Split('|');
            return parts.Length == 4 && parts[0] == line.Value && parts[2] == worker.Value ? (new ContactId(parts[1]), Fence.Parse(parts[3])) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
