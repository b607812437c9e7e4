using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration.Partners;

/// <summary>POST /api/v1/admin/lines/{line}/partners/{id}/secret: a new secret, seen this once. The one before it signs too for 24 hours; rotating again ends it at once.</summary>
internal static class RotatePartnerSecret
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/lines/{line}/partners/{id}/secret", HandleAsync).WithName("RotatePartnerSecret").ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<Wire.PartnerSecret>, ProblemHttpResult>> HandleAsync(
        string line, string id, ClaimsPrincipal user, AuditedChange changes, CancellationToken cancel) =>
        await changes.RunAsync<Results<Ok<Wire.PartnerSecret>, ProblemHttpResult>>(Kinds.Partners, async draft =>
        {
            if (await PartnerChanges.FindAsync(draft, line, id, cancel) is not { } row)
                return Refused.Because("unknown_partner");
            if (PartnerReading.Settings(row).Delivery != Wire.PartnerDelivery.Webhook)
                return Refused.Because("no_webhook");
            var secret = await draft.Use<PartnerSecrets>().RotateAsync(draft.Db, row, draft.Now, cancel);
            row.Version++;
            draft.Note(Administrator.Actor(user), "partner_secret_rotated", PartnerChanges.Subject(row), ("previousUntil", secret.PreviousUntil), ("version", row.Version));
            return TypedResults.Ok(secret);
        }, cancel);
}
