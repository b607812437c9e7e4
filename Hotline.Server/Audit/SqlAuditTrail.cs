using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Audit;

/// <summary>Chains in SQL. The primary key (chain, number) refuses a fork; who loses the number tries again.</summary>
internal sealed class SqlAuditTrail(RecordsStore store) : IAuditTrail
{
    public async Task AppendAsync(RecordsDb db, IReadOnlyList<AuditFact> facts, CancellationToken cancel)
    {
        // In one order everywhere, or two writers of two chains could wait for each other.
        foreach (var chain in facts.GroupBy(fact => fact.Chain).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await Turns.TakeAsync(db, chain.Key, cancel);
            var (number, hash) = await LastAsync(db, chain.Key, cancel);
            List<AuditRow> rows = [];
            foreach (var fact in chain)
            {
                var data = CanonicalJson.Of(fact.Data);
                var row = new AuditRow
                {
                    Chain = chain.Key,
                    Number = ++number,
                    // As it is stored, or the hash would not come out again.
                    At = DateTimeOffset.FromUnixTimeMilliseconds(fact.At.ToUnixTimeMilliseconds()),
                    Actor = fact.Actor,
                    Action = fact.Action,
                    Subject = fact.Subject,
                    Data = data,
                    PreviousHash = hash,
                    Hash = AuditHash.Of(chain.Key, number, fact, data, hash),
                };
                rows.Add(row);
                hash = row.Hash;
            }
            await ManyRows.AddAsync(db, rows, cancel);
        }
    }

    public Task RecordAsync(AuditFact fact, CancellationToken cancel) => store.WriteAsync(db => AppendAsync(db, [fact], cancel), cancel);

    private static async Task<(long Number, string Hash)> LastAsync(RecordsDb db, string chain, CancellationToken cancel)
    {
        var last = await db.AuditEntries.Where(row => row.Chain == chain).OrderByDescending(row => row.Number)
            .Select(row => new { row.Number, row.Hash }).FirstOrDefaultAsync(cancel);
        return last is null ? (0, AuditHash.BeforeFirst) : (last.Number, last.Hash);
    }
}
