using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>GET /api/v1/admin/lines/{id}/routing and …/mode: what is set, and what supervisors switched meanwhile.</summary>
internal static class ReadRouting
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/lines/{id}/routing", HandleAsync).WithName("ReadRouting").ProducesProblem(404);
        admin.MapGet("/lines/{id}/mode", ModeAsync).WithName("ReadMode").ProducesProblem(404);
    }

    private static async Task<Results<Ok<Wire.RoutingView>, ProblemHttpResult>> HandleAsync(string id, RecordsDb db, CancellationToken cancel) =>
        await FindAsync(db, id, cancel) is { } row ? TypedResults.Ok(RoutingReading.View(row)) : Refused.Because("unknown_line");

    private static async Task<Results<Ok<Wire.LineModeView>, ProblemHttpResult>> ModeAsync(string id, RecordsDb db, IWorkerDirectory workers, CancellationToken cancel)
    {
        if (await FindAsync(db, id, cancel) is not { } row) return Refused.Because("unknown_line");
        var mode = RoutingReading.Mode(row);
        return TypedResults.Ok(new Wire.LineModeView(Named(mode.Diverted), Named(mode.Surge)));

        Wire.SwitchView? Named(Wire.SwitchView? on) => on is null ? null : on with { By = workers.Find(new WorkerId(on.By))?.Name ?? on.By };
    }

    private static Task<LineRecord?> FindAsync(RecordsDb db, string id, CancellationToken cancel) =>
        db.Set<LineRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);
}
