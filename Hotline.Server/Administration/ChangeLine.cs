using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>PUT /api/v1/admin/lines/{id}: refused when the line is no longer of the version that was read.</summary>
internal static class ChangeLine
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPut("/lines/{id}", HandleAsync).WithName("ChangeLine").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<Wire.LineSettingsView>, ProblemHttpResult>> HandleAsync(
        string id, Wire.LineSettingsView view, ClaimsPrincipal user, AuditedChange changes, CancellationToken cancel)
    {
        view = view with { Id = id };
        if (LineCheck.Find(view) is { Count: > 0 } errors)
            return Refused.Because("invalid_line", errors);
        return await changes.RunAsync<Results<Ok<Wire.LineSettingsView>, ProblemHttpResult>>(Kinds.Lines, async draft =>
        {
            if (await draft.Db.Set<LineRecord>().SingleOrDefaultAsync(line => line.Id == id, cancel) is not { } row)
                return Refused.Because("unknown_line");
            if (row.Version != view.Version)
                return Refused.Because("line_changed");
            if (row.Drill != view.Drill)
                return Refused.Because("invalid_line", DrillIsFixed);

            var before = LineReading.View(row);
            LineReading.Write(row, view);
            draft.Note(Administrator.Actor(user), "line_changed", $"line:{id}",
                ("version", row.Version), ("changed", LineReading.Differences(before, LineReading.View(row))), ("settings", LineReading.Hash(row)));
            return TypedResults.Ok(LineReading.View(row));
        }, cancel);
    }

    // A line that people call must never become one that drills may flood, nor drill contacts turn into people.
    private static readonly Dictionary<string, string[]> DrillIsFixed = new(StringComparer.Ordinal) { ["drill"] = ["Fixed when the line is created."] };
}
