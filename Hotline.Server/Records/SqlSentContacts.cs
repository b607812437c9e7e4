using Hotline.Server.Floor;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>Pointers from contacts to what they are on another line, in SQL.</summary>
internal sealed class SqlSentContacts(RecordsStore store) : ISentContacts
{
    public Task<Origin?> NextAsync(ContactId contact, CancellationToken cancel) => store.LookAsync(
        async db => await db.SentOn.AsNoTracking().FirstOrDefaultAsync(row => row.ContactId == contact.Value, cancel) is { } row
            ? new Origin(new LineId(row.ToLine), new ContactId(row.ToContactId)) : null, cancel);

    public Task PutAsync(Origin first, Origin other, DateTimeOffset at, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        await Turns.TakeAsync(db, ContactKeys.OwnerOf(first.Contact), cancel);
        if (await db.SentOn.AnyAsync(row => row.ContactId == first.Contact.Value, cancel)) return;
        db.SentOn.Add(new SentOnRow { ContactId = first.Contact.Value, Line = first.Line.Value, ToContactId = other.Contact.Value, ToLine = other.Line.Value, At = at });
    }, cancel);
}
