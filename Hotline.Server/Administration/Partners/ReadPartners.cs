using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration.Partners;

/// <summary>GET /api/v1/admin/partners: of all lines, disabled ones too; secrets are not among what is read.</summary>
internal static class ReadPartners
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/partners", HandleAsync).WithName("ReadPartners");

    private static async Task<Ok<IReadOnlyList<Wire.PartnerView>>> HandleAsync(RecordsDb db, TimeProvider clock, CancellationToken cancel)
    {
        var rows = await db.Set<PartnerRecord>().AsNoTracking().ToListAsync(cancel);
        var now = clock.GetUtcNow();
        return TypedResults.Ok<IReadOnlyList<Wire.PartnerView>>(
            [.. rows.Select(row => PartnerReading.View(row, now)).OrderBy(view => view.Line, StringComparer.Ordinal).ThenBy(view => view.Settings.Order).ThenBy(view => view.Id, StringComparer.Ordinal)]);
    }
}
