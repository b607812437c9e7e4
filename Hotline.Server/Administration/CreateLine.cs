using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>POST /api/v1/admin/lines</summary>
internal static class CreateLine
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/lines", HandleAsync).WithName("CreateLine").ProducesProblem(400).ProducesProblem(409);

    private static async Task<Results<Created<Wire.LineSettingsView>, ProblemHttpResult>> HandleAsync(
        Wire.LineSettingsView view, ClaimsPrincipal user, AuditedChange changes, CancellationToken cancel)
    {
        if (LineCheck.Find(view) is { Count: > 0 } errors)
            return Refused.Because("invalid_line", errors);
        var created = await changes.RunAsync(Kinds.Lines, async draft =>
        {
            if (await draft.Db.Set<LineRecord>().AnyAsync(row => row.Id == view.Id, cancel))
                return null;
            var row = LineReading.Row(view);
            draft.Db.Add(row);
            draft.Note(Administrator.Actor(user), "line_created", $"line:{row.Id}", ("version", row.Version), ("drill", row.Drill), ("settings", LineReading.Hash(row)));
            return LineReading.View(row);
        }, cancel);
        return created is null ? Refused.Because("name_taken") : TypedResults.Created($"/api/v1/admin/lines/{created.Id}", created);
    }
}
