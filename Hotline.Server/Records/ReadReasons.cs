using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>Typed reasons and other words of commands, opened.</summary>
internal sealed class ReadReasons(RecordsStore store, ContactKeys keys)
{
    /// <summary>By command; what was shredded is left out.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> commands, CancellationToken cancel) =>
        store.ReadAsync(async db =>
        {
            Dictionary<string, string> found = [];
            var rows = await db.TypedReasons.AsNoTracking().Where(row => commands.Contains(row.CommandId)).ToListAsync(cancel);
            foreach (var group in rows.GroupBy(row => ContactKeys.OwnerOfReason(row.Subject), StringComparer.Ordinal))
            {
                using var key = await keys.FindAsync(db, group.Key, cancel);
                if (key is null) continue;
                foreach (var row in group) found[row.CommandId] = key.OpenText(Places.Reason(row.CommandId), row.Reason);
            }
            return (IReadOnlyDictionary<string, string>)found;
        }, cancel);
}
