using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>GET /api/v1/admin/lines and /api/v1/admin/lines/{id}</summary>
internal static class ReadLines
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/lines", AllAsync).WithName("ReadLines");
        admin.MapGet("/lines/{id}", OneAsync).WithName("ReadLine").ProducesProblem(404);
    }

    private static async Task<Ok<IReadOnlyList<Wire.LineSettingsView>>> AllAsync(RecordsDb db, CancellationToken cancel)
    {
        var rows = await db.Set<LineRecord>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancel);
        return TypedResults.Ok<IReadOnlyList<Wire.LineSettingsView>>([.. rows.Select(LineReading.View)]);
    }

    private static async Task<Results<Ok<Wire.LineSettingsView>, ProblemHttpResult>> OneAsync(string id, RecordsDb db, CancellationToken cancel) =>
        await db.Set<LineRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is { } row
            ? TypedResults.Ok(LineReading.View(row)) : Refused.Because("unknown_line");
}
