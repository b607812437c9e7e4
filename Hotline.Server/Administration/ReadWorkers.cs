using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Identity;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>GET /api/v1/admin/workers</summary>
internal static class ReadWorkers
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/workers", HandleAsync).WithName("ReadWorkers");

    private static async Task<Ok<IReadOnlyList<Wire.WorkerAccountView>>> HandleAsync(RecordsDb db, DemoAccess demo, CancellationToken cancel)
    {
        var rows = await db.Users.AsNoTracking().OrderBy(row => row.NormalizedUserName).ToListAsync(cancel);
        var names = RoleRows.Ids.ToDictionary(role => role.Value, role => role.Key);
        var roles = (await db.UserRoles.AsNoTracking().ToListAsync(cancel)).ToLookup(held => held.UserId, held => names[held.RoleId]);
        return TypedResults.Ok<IReadOnlyList<Wire.WorkerAccountView>>(
            [.. rows.Where(row => !demo.Hides(row.Id)).Select(row => AccountReading.View(row, roles[row.Id]))]);
    }
}
