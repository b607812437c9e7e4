using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Escalations.Disclosures;

/// <summary>Disclosures in SQL, sealed for an owner of their own: shredding a contact leaves them, and they end by themselves.</summary>
internal sealed class SqlDisclosures(RecordsStore store, ContactKeys keys, IAuditTrail audit, IWorkerDirectory workers) : IDisclosures
{
    public static string OwnerOf(string escalationId) => $"disclosure:{escalationId}";

    public async Task AddAsync(RecordsDb db, Disclosure one, CancellationToken cancel = default)
    {
        if (db.Set<DisclosureRow>().Local.Any(row => row.Id == one.Id) || await db.Set<DisclosureRow>().AnyAsync(row => row.Id == one.Id, cancel))
            return;
        using var key = await keys.FindOrAddAsync(db, OwnerOf(one.EscalationId), cancel);
        var row = new DisclosureRow
        {
            Id = one.Id, Line = one.Line.Value, At = one.At, EscalationId = one.EscalationId, ContactId = one.Contact.Value, PartnerId = one.PartnerId, PartnerName = one.PartnerName,
            WorkerId = one.Worker.Value, How = Code(one.How), Where = one.Where, Fields = JsonSerializer.Serialize(one.Fields), Ground = one.Ground?.ToString(),
            Why = string.IsNullOrWhiteSpace(one.Why) ? null : key.Seal(WhyPlace(one.Id), one.Why), Body = key.Seal(BodyPlace(one.Id), one.Body.Span),
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(one.Body.Span)), SecondWorkerId = one.Second?.Value,
        };
        db.Add(row);
        await audit.AppendAsync(db, [Fact(one, row)], cancel);
    }

    public Task<IReadOnlyList<Wire.DisclosureEntry>> ReadAsync(DisclosurePeriod period, CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<Wire.DisclosureEntry>>(async db =>
        {
            var (line, contact, from, until) = (period.Line?.Value, period.Contact?.Value, period.From, period.Until);
            var rows = db.Set<DisclosureRow>().Where(row => row.At >= from && row.At < until && (line == null || row.Line == line) && (contact == null || row.ContactId == contact))
                .OrderByDescending(row => row.At).ThenByDescending(row => row.Id);
            var read = await (period.Most is { } most ? rows.Take(most) : rows).ToListAsync(cancel);
            var words = await WordsAsync(db, read, cancel);
            return [.. read.Select(row => Entry(row, words.GetValueOrDefault(row.Id)))];
        }, cancel);

    public Task<byte[]?> OpenBodyAsync(string id, CancellationToken cancel) =>
        store.ReadAsync(async db =>
        {
            if (await db.Set<DisclosureRow>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row || await keys.FindAsync(db, OwnerOf(row.EscalationId), cancel) is not { } key)
                return null;
            using (key)
                return key.Open(BodyPlace(id), row.Body);
        }, cancel);

    private async Task<Dictionary<string, string>> WordsAsync(RecordsDb db, List<DisclosureRow> rows, CancellationToken cancel)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        foreach (var of in rows.Where(row => row.Why is not null).GroupBy(row => row.EscalationId))
        {
            using var key = await keys.FindAsync(db, OwnerOf(of.Key), cancel);
            foreach (var row in of.Where(_ => key is not null))
                words[row.Id] = key!.OpenText(WhyPlace(row.Id), row.Why);
        }

        return words;
    }

    private Wire.DisclosureEntry Entry(DisclosureRow row, string? why) => new(
        row.Id, row.At, row.EscalationId, row.ContactId, row.PartnerId, row.PartnerName, row.WorkerId, NameOf(row.WorkerId), row.How, row.Where,
        JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Fields) ?? [], Enum.TryParse<Wire.DisclosureGround>(row.Ground, out var ground) ? ground : null, why, row.BodyHash,
        row.SecondWorkerId, row.SecondWorkerId is { } second ? NameOf(second) : null);

    private string? NameOf(string worker) => workers.Find(new WorkerId(worker))?.Name;

    private static AuditFact Fact(Disclosure one, DisclosureRow row) => new(
        $"line:{one.Line}", one.At, $"worker:{one.Worker}", "Disclosed", $"contact:{one.Contact}", JsonSerializer.Serialize(new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["disclosure"] = row.Id, ["escalation"] = row.EscalationId, ["partner"] = row.PartnerId, ["how"] = row.How, ["body"] = row.BodyHash, ["fields"] = one.Fields, ["ground"] = row.Ground,
            ["second"] = row.SecondWorkerId,
        }));

    private static string Code(Wire.PartnerDelivery how) => JsonNamingPolicy.SnakeCaseLower.ConvertName(how.ToString());

    private static SealPlace WhyPlace(string id) => new("Disclosures", "Why", id);

    private static SealPlace BodyPlace(string id) => new("Disclosures", "Body", id);
}
