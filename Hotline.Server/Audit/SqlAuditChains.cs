using Hotline.Server.Records;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Audit;

/// <summary>Reads chains from SQL and computes every hash again.</summary>
internal sealed class SqlAuditChains(RecordsStore store) : IAuditChains
{
    public Task<IReadOnlyList<string>> ChainsAsync(CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<string>>(
            async db => await db.AuditEntries.Where(row => row.Number == 1).Select(row => row.Chain).OrderBy(chain => chain).ToListAsync(cancel), cancel);

    public Task<IReadOnlyList<Wire.AuditEntryView>> PageAsync(string chain, long? before, int most, CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<Wire.AuditEntryView>>(async db =>
        {
            var under = before ?? long.MaxValue;
            return await db.AuditEntries.Where(row => row.Chain == chain && row.Number < under).OrderByDescending(row => row.Number).Take(most)
                .Select(row => new Wire.AuditEntryView(row.Chain, row.Number, row.At, row.Actor, row.Action, row.Subject, row.Hash)).ToListAsync(cancel);
        }, cancel);

    public Task<Wire.AuditVerification> VerifyAsync(string chain, CancellationToken cancel) =>
        store.ReadAsync(async db =>
        {
            var (number, hash, brokenAt) = (0L, AuditHash.BeforeFirst, (long?)null);
            await foreach (var row in db.AuditEntries.Where(row => row.Chain == chain).OrderBy(row => row.Number).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (brokenAt is null && (row.Number != number + 1 || row.PreviousHash != hash || row.Hash != AuditHash.Of(row)))
                    brokenAt = number + 1;
                (number, hash) = (row.Number, row.Hash);
            }
            return new Wire.AuditVerification(chain, number, brokenAt is null, brokenAt);
        }, cancel);
}
