using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration.Partners;

/// <summary>POST /api/v1/admin/lines/{line}/partners/presets: the emergency numbers of a country; those that are there already stay as they are. Answers with what was added.</summary>
internal static class AddPartnerPresets
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/lines/{line}/partners/presets", HandleAsync).WithName("AddPartnerPresets").ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<IReadOnlyList<Wire.PartnerView>>, ProblemHttpResult>> HandleAsync(
        string line, Wire.AddPresets request, ClaimsPrincipal user, ILineDirectory lines, AuditedChange changes, CancellationToken cancel)
    {
        if (lines.Find(new LineId(line)) is not { } known)
            return Refused.Because("unknown_line");
        if (!PartnerPresets.Knows(request.Country))
            return Refused.Because("invalid_partner", new Dictionary<string, string[]>(StringComparer.Ordinal) { ["country"] = ["cn or us."] });
        return await changes.RunAsync<Results<Ok<IReadOnlyList<Wire.PartnerView>>, ProblemHttpResult>>(Kinds.Partners, async draft =>
        {
            var there = await draft.Db.Set<PartnerRecord>().Where(row => row.Line == line).Select(row => row.Id).ToListAsync(cancel);
            PartnerRecord[] added = [.. PartnerPresets.Of(request.Country, known.TimeZone).Where(preset => !there.Contains(preset.Key)).Select(preset => PartnerReading.Row(known.Id, preset.Key, preset.Value))];
            draft.Db.AddRange(added.AsEnumerable());
            foreach (var row in added)
                draft.Note(Administrator.Actor(user), "partner_created", PartnerChanges.Subject(row), ("preset", request.Country), ("settings", PartnerReading.Hash(row)), ("version", row.Version));
            return TypedResults.Ok<IReadOnlyList<Wire.PartnerView>>([.. added.Select(row => PartnerReading.View(row, draft.Now))]);
        }, cancel);
    }
}
