using System.Globalization;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Administration.RuleSets;

/// <summary>GET /api/v1/admin/rule-set-uses/{id}/shadow, and /api/v1/admin/overrides: what other rules, and people, made of the same contacts.</summary>
internal static class ReadShadow
{
    private const int MostContacts = 20_000;

    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/rule-set-uses/{id}/shadow", ShadowAsync).WithName("ReadShadow").ProducesProblem(404);
        admin.MapGet("/overrides", OverridesAsync).WithName("ReadOverrides").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<Wire.ShadowView>, ProblemHttpResult>> ShadowAsync(string id, RecordsDb db, CancellationToken cancel)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !await db.Set<RuleSetUseRow>().AnyAsync(use => use.Id == number && use.Role == Wire.RuleSetRole.Shadow, cancel))
            return Refused.Because("unknown_rule_set_use");
        var rows = await db.Set<ShadowRow>().AsNoTracking().Where(row => row.UseId == number)
            .OrderByDescending(row => row.Epoch).ThenByDescending(row => row.Sequence).ThenByDescending(row => row.Number).Take(MostContacts)
            .Select(row => new { row.ContactId, row.ActiveBand, row.ShadowBand }).ToListAsync(cancel);
        var last = rows.DistinctBy(row => row.ContactId).ToList();
        return TypedResults.Ok(new Wire.ShadowView(
            rows.Count, last.Count, last.Count(row => row.ShadowBand > row.ActiveBand), last.Count(row => row.ShadowBand < row.ActiveBand),
            [.. last.GroupBy(row => (row.ActiveBand, row.ShadowBand)).OrderByDescending(move => move.Key).Select(move => new Wire.ShadowMove(move.Key.ActiveBand, move.Key.ShadowBand, move.Count()))]));
    }

    /// <summary>By the last assessment of each contact of the last days, and the last band a person set for it.</summary>
    private static async Task<Results<Ok<Wire.OverrideShares>, ProblemHttpResult>> OverridesAsync(string? line, int? days, RecordsDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (line is null || !await db.Set<LineRecord>().AnyAsync(row => row.Id == line, cancel)) return Refused.Because("unknown_line");
        if (days is < 1 or > 366) return Refused.Because("validation_failed", "days is from 1 to 366.");
        var since = clock.GetUtcNow() - TimeSpan.FromDays(days ?? 30);
        var assessed = (await db.Set<AssessmentRow>().AsNoTracking().Where(row => row.Line == line && row.At >= since)
            .OrderByDescending(row => row.Epoch).ThenByDescending(row => row.Sequence).Take(MostContacts)
            .Select(row => new { row.ContactId, row.Reasons }).ToListAsync(cancel)).DistinctBy(row => row.ContactId).ToDictionary(row => row.ContactId, row => row.Reasons, StringComparer.Ordinal);
        var set = (await db.Set<OverrideRow>().AsNoTracking().Where(row => row.Line == line && row.At >= since)
            .OrderByDescending(row => row.Epoch).ThenByDescending(row => row.Sequence).ToListAsync(cancel)).DistinctBy(row => row.ContactId).ToDictionary(row => row.ContactId, StringComparer.Ordinal);

        var shares = assessed
            .SelectMany(contact => JsonSerializer.Deserialize(contact.Value, FloorJson.Default.ImmutableArrayReason).Select(reason => (reason.Code, Way: Way(set.GetValueOrDefault(contact.Key)))))
            .GroupBy(reason => reason.Code)
            .Select(code => new Wire.OverrideShare(code.Key, code.Count(), code.Count(one => one.Way > 0), code.Count(one => one.Way < 0)))
            .OrderByDescending(share => share.Raised + share.Lowered).ThenBy(share => share.Code, StringComparer.Ordinal);
        return TypedResults.Ok(new Wire.OverrideShares(assessed.Count, set.Values.Count(row => Way(row) > 0), set.Values.Count(row => Way(row) < 0), [.. shares]));
    }

    private static int Way(OverrideRow? row) => row is null ? 0 : row.Set.CompareTo(row.Computed);
}
