using Microsoft.AspNetCore.Http.HttpResults;
using Hotline.Server.Audit;
using Hotline.Server.Platform;

namespace Hotline.Server.Administration;

/// <summary>GET /api/v1/admin/audit and /api/v1/admin/audit/verify</summary>
internal static class ReadAudit
{
    private const int PageSize = 100;

    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/audit", PageAsync).WithName("ReadAudit").ProducesProblem(404);
        admin.MapGet("/audit/verify", VerifyAsync).WithName("VerifyAudit");
    }

    /// <summary>A chain page by page; without one, the newest of all chains. Numbers are a chain's own, so that there is no page before that.</summary>
    private static async Task<Results<Ok<IReadOnlyList<Wire.AuditEntryView>>, ProblemHttpResult>> PageAsync(
        string? chain, long? before, IAuditChains audit, CancellationToken cancel)
    {
        var chains = await audit.ChainsAsync(cancel);
        if (chain is not null)
            return chains.Contains(chain, StringComparer.Ordinal)
                ? TypedResults.Ok(await audit.PageAsync(chain, before, PageSize, cancel)) : Refused.Because("unknown_chain");
        if (before is not null)
            return TypedResults.Ok<IReadOnlyList<Wire.AuditEntryView>>([]);

        var newest = new List<Wire.AuditEntryView>();
        foreach (var each in chains)
            newest.AddRange(await audit.PageAsync(each, null, PageSize, cancel));
        return TypedResults.Ok<IReadOnlyList<Wire.AuditEntryView>>(
            [.. newest.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Number).Take(PageSize)]);
    }

    private static async Task<Ok<IReadOnlyList<Wire.AuditVerification>>> VerifyAsync(IAuditChains audit, CancellationToken cancel)
    {
        var verified = new List<Wire.AuditVerification>();
        foreach (var chain in await audit.ChainsAsync(cancel))
            verified.Add(await audit.VerifyAsync(chain, cancel));
        return TypedResults.Ok<IReadOnlyList<Wire.AuditVerification>>(verified);
    }
}
