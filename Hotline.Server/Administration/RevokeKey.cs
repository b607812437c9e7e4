using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>DELETE /api/v1/admin/keys/{id}: refused by every node within 2 s; the row stays. Revoking twice is no failure.</summary>
internal static class RevokeKey
{
    public static void Map(RouteGroupBuilder admin) => admin.MapDelete("/keys/{id}", HandleAsync).WithName("RevokeKey").ProducesProblem(404);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(string id, ClaimsPrincipal user, AuditedChange changes, CancellationToken cancel) =>
        await changes.RunAsync<Results<NoContent, ProblemHttpResult>>(Kinds.Keys, async draft =>
        {
            if (await draft.Db.Set<ChannelKeyRecord>().SingleOrDefaultAsync(key => key.Id == id, cancel) is not { } row)
                return Refused.Because("unknown_key");
            if (row.RevokedAt is null)
            {
                row.RevokedAt = draft.Now;
                draft.Note(Administrator.Actor(user), "key_revoked", $"key:{id}", ("line", row.Line), ("channel", row.Channel));
            }

            return TypedResults.NoContent();
        }, cancel);
}
