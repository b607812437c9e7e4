using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>An earlier contact from the same number, newest first among those found.</summary>
/// <param name="DroppedAt">When the call broke off or was hung up; null when it did not.</param>
/// <param name="Worker">Who held it last; null when nobody did.</param>
public sealed record EarlierContact(ContactId Contact, DateTimeOffset ArrivedAt, DateTimeOffset? DroppedAt, WorkerId? Worker);

/// <summary>Earlier contacts of whoever calls from a number, found by its keyed hash: nothing is unsealed.</summary>
public interface IEarlierContacts
{
    /// <summary>Newest first, at most 50; empty for a number without three digits.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    Task<IReadOnlyList<EarlierContact>> FindAsync(LineId line, string? number, ContactId but, DateTimeOffset since, CancellationToken cancel);
}

internal sealed class SqlEarlierContacts(RecordsStore store, KeyEncryptionKey encryption) : IEarlierContacts
{
    private const int Most = 50;
    private const string HungUp = "hung_up";

    public async Task<IReadOnlyList<EarlierContact>> FindAsync(LineId line, string? number, ContactId but, DateTimeOffset since, CancellationToken cancel)
    {
        if (encryption.HashNumber(number) is not { } hash) return [];
        return await store.LookAsync<IReadOnlyList<EarlierContact>>(async db =>
        {
            var rows = await (
                from person in db.Particulars
                where person.Line == line.Value && person.NumberHash == hash && person.ContactId != but.Value
                join inbox in db.Inbox on person.ContactId equals inbox.ContactId
                where inbox.AcceptedAt > since
                join recorded in db.Contacts on person.ContactId equals recorded.ContactId into found
                from contact in found.DefaultIfEmpty()
                orderby inbox.AcceptedAt descending
                select new { person.ContactId, inbox.AcceptedAt, Value = (string?)contact.Value, contact.Holder, contact.OverAt }).Take(Most).ToListAsync(cancel);
            return [.. rows.Select(row => new EarlierContact(
                new ContactId(row.ContactId), row.AcceptedAt, Dropped(row.Value, row.OverAt), row.Holder is null ? null : new WorkerId(row.Holder)))];
        }, cancel);
    }

    private static DateTimeOffset? Dropped(string? value, DateTimeOffset? overAt) => value is null ? null : JsonSerializer.Deserialize(value, FloorJson.Default.Contact)?.State switch
    {
        ContactState.Abandoned { Reason: HungUp } => overAt,
        ContactState.WrapUp { Outcome: Outcome.HungUp } over => over.Since,
        ContactState.Closed { Outcome: Outcome.HungUp } => overAt,
        _ => null,
    };
}
