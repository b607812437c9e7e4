using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration.Partners;

/// <summary>PUT /api/v1/admin/lines/{line}/partners/{id}: refused when it is no longer of the version that was read. Disabling is a change; a chain that began keeps it.</summary>
internal static class ChangePartner
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPut("/lines/{line}/partners/{id}", HandleAsync).WithName("ChangePartner").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<Wire.SavedPartner>, ProblemHttpResult>> HandleAsync(
        string line, string id, Wire.SavePartner request, ClaimsPrincipal user, IOptions<EscalationOptions> options, AuditedChange changes, CancellationToken cancel)
    {
        if (PartnerCheck.Find(request.Settings, options.Value.Allows) is { Count: > 0 } errors)
            return Refused.Because("invalid_partner", errors);
        return await changes.RunAsync<Results<Ok<Wire.SavedPartner>, ProblemHttpResult>>(Kinds.Partners, async draft =>
        {
            if (await PartnerChanges.FindAsync(draft, line, id, cancel) is not { } row)
                return Refused.Because("unknown_partner");
            if (row.Version != request.Version)
                return Refused.Because("partner_changed");

            var before = PartnerReading.Settings(row);
            PartnerReading.Write(row, request.Settings);
            var after = PartnerReading.Settings(row);
            draft.Note(Administrator.Actor(user), "partner_changed", PartnerChanges.Subject(row),
                ("changed", PartnerReading.Differences(before, after)), ("enabled", after.Enabled), ("settings", PartnerReading.Hash(row)), ("version", row.Version));
            return TypedResults.Ok(await PartnerChanges.SavedAsync(draft, row, user, cancel));
        }, cancel);
    }
}
