using Microsoft.AspNetCore.Http.HttpResults;
using Hotline.Server.Audit;

namespace Hotline.Server.Administration;

/// <summary>GET /api/v1/admin/audit and /api/v1/admin/audit/verify</summary>
internal static class ReadAudit
{
    private const int PageSize = 100;

    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/audit", PageAsync).WithName("ReadAudit");
        admin.MapGet("/audit/verify", VerifyAsync).WithName("VerifyAudit");
    }

    private static async Task<Ok<IReadOnlyList<Wire.AuditEntryView>>> PageAsync(string? chain, long? before, IAuditReading audit, CancellationToken cancel) =>
        TypedResults.Ok(await audit.PageAsync(chain, before, PageSize, cancel));

    private static async Task<Ok<IReadOnlyList<Wire.AuditVerification>>> VerifyAsync(IAuditReading audit, CancellationToken cancel) =>
        TypedResults.Ok(await audit.VerifyAsync(cancel));
}
