using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>PUT /api/v1/admin/lines/{id}/routing: in force with the answer; refused when the line is no longer of the version that was read.</summary>
internal static class ChangeRouting
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPut("/lines/{id}/routing", HandleAsync).WithName("ChangeRouting").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<Wire.RoutingView>, ProblemHttpResult>> HandleAsync(
        string id, Wire.RoutingView view, ClaimsPrincipal user, AuditedChange changes, CancellationToken cancel)
    {
        if (RoutingCheck.Find(view) is { Count: > 0 } errors)
            return Refused.Because("invalid_routing", errors);
        return await changes.RunAsync<Results<Ok<Wire.RoutingView>, ProblemHttpResult>>(Kinds.Lines, async draft =>
        {
            if (await draft.Db.Set<LineRecord>().SingleOrDefaultAsync(line => line.Id == id, cancel) is not { } row)
                return Refused.Because("unknown_line");
            if (row.Version != view.Version)
                return Refused.Because("line_changed");

            var before = RoutingReading.View(row);
            RoutingReading.Write(row, view);
            draft.Note(Administrator.Actor(user), "routing_changed", $"line:{id}",
                ("version", row.Version), ("changed", RoutingReading.Differences(before, RoutingReading.View(row))), ("settings", RoutingReading.Hash(row)));
            return TypedResults.Ok(RoutingReading.View(row));
        }, cancel);
    }
}
