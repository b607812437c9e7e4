using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>Data keys of owners (<c>contact:{id}</c>), made when first needed.</summary>
internal sealed class ContactKeys(KeyEncryptionKey encryption, TimeProvider time)
{
    public static string OwnerOf(ContactId contact) => $"contact:{contact}";

    /// <summary>Whose key seals a typed reason: what is said to the next holder of a contact is the contact's.</summary>
    public static string OwnerOfReason(string subject) => subject.StartsWith(Handover, StringComparison.Ordinal) ? "contact:" + subject[Handover.Length..] : subject;

    /// <summary>Subjects of notes to the next holder begin with it.</summary>
    public const string Handover = "handover:";

    /// <summary>A new key with its row, for an owner that has none yet.</summary>
    public (DataKey Key, DataKeyRow Row) Make(string owner)
    {
        var (key, wrapped) = encryption.MakeDataKey(owner);
        return (key, new DataKeyRow { Owner = owner, Wrapped = wrapped, WrappedWith = encryption.Fingerprint, MadeAt = time.GetUtcNow() });
    }

    /// <summary>Null when the owner has none, or it was shredded.</summary>
    public async Task<DataKey?> FindAsync(RecordsDb db, string owner, CancellationToken cancel)
    {
        var row = await db.DataKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Owner == owner, cancel);
        return row?.Wrapped is { } wrapped ? encryption.Unwrap(owner, wrapped) : null;
    }

    /// <exception cref="InvalidOperationException">The owner's key was shredded: nothing more is kept about this owner.</exception>
    public async Task<DataKey> FindOrAddAsync(RecordsDb db, string owner, CancellationToken cancel)
    {
        // Made before in this transaction, perhaps not saved yet.
        var row = db.DataKeys.Local.FirstOrDefault(row => row.Owner == owner) ?? await db.DataKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Owner == owner, cancel);
        if (row is not null)
            return encryption.Unwrap(owner, row.Wrapped ?? throw new InvalidOperationException("The data key was shredded."));
        var (key, made) = Make(owner);
        db.DataKeys.Add(made);
        return key;
    }

    /// <summary>Crypto-shredding: all that was sealed for this owner is unreadable from here on. False when there was no key.</summary>
    public async Task<bool> ShredAsync(RecordsDb db, string owner, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await db.DataKeys.Where(row => row.Owner == owner && row.Wrapped != null).ExecuteUpdateAsync(
            row => row.SetProperty(key => key.Wrapped, (byte[]?)null).SetProperty(key => key.ShreddedAt, now), cancel) == 1;
    }
}
