using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration.Partners;

/// <summary>POST /api/v1/admin/lines/{line}/partners: with the first secret of a webhook, the only time that it is seen.</summary>
internal static class CreatePartner
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/lines/{line}/partners", HandleAsync).WithName("CreatePartner").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Created<Wire.SavedPartner>, ProblemHttpResult>> HandleAsync(
        string line, Wire.SavePartner request, ClaimsPrincipal user, ILineDirectory lines, IOptions<EscalationOptions> options, AuditedChange changes, CancellationToken cancel)
    {
        if (lines.Find(new LineId(line)) is null)
            return Refused.Because("unknown_line");
        var errors = PartnerCheck.Find(request.Settings, options.Value.Allows).ToDictionary();
        if (!PartnerCheck.IsId(request.Id))
            errors["id"] = [PartnerCheck.IdSentence];
        if (errors.Count > 0)
            return Refused.Because("invalid_partner", errors);
        return await changes.RunAsync<Results<Created<Wire.SavedPartner>, ProblemHttpResult>>(Kinds.Partners, async draft =>
        {
            if (await PartnerChanges.FindAsync(draft, line, request.Id!, cancel) is not null)
                return Refused.Because("name_taken");
            var row = PartnerReading.Row(new LineId(line), request.Id!, request.Settings);
            draft.Db.Add(row);
            draft.Note(Administrator.Actor(user), "partner_created", PartnerChanges.Subject(row), ("settings", PartnerReading.Hash(row)), ("version", row.Version));
            return TypedResults.Created((string?)null, await PartnerChanges.SavedAsync(draft, row, user, cancel));
        }, cancel);
    }
}
