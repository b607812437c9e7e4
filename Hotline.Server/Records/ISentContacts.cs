using Hotline.Server.Floor;

namespace Hotline.Server.Records;

/// <summary>Where a contact goes on that another line has now. Throws <see cref="RecordsUnavailableException"/>.</summary>
public interface ISentContacts
{
    /// <summary>The next of the chain; null where it ends.</summary>
    Task<Origin?> NextAsync(ContactId contact, CancellationToken cancel);

    /// <summary>Keeps it; the same again changes nothing.</summary>
    Task PutAsync(Origin first, Origin other, DateTimeOffset at, CancellationToken cancel);
}
