using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Identity;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>GET /api/v1/admin/keys: revoked ones too.</summary>
internal static class ReadKeys
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/keys", HandleAsync).WithName("ReadKeys");

    public static Wire.ChannelKeyView View(ChannelKeyRecord row) =>
        new(row.Id, row.Line, Enum.Parse<Wire.Channel>(row.Channel), row.Name, row.CreatedAt, row.RevokedAt, row.LastUsedAt);

    private static async Task<Ok<IReadOnlyList<Wire.ChannelKeyView>>> HandleAsync(RecordsDb db, DemoAccess demo, CancellationToken cancel)
    {
        var rows = await db.Set<ChannelKeyRecord>().AsNoTracking().OrderBy(row => row.Line).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancel);
        return TypedResults.Ok<IReadOnlyList<Wire.ChannelKeyView>>([.. rows.Where(row => !demo.HidesKey(row.Id)).Select(View)]);
    }
}
