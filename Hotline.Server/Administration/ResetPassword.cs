using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>POST /api/v1/admin/workers/{id}/reset: a link to set a new password. The old one holds until then; disable the account to stop it at once.</summary>
internal static class ResetPassword
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/workers/{id}/reset", HandleAsync).WithName("ResetPassword").ProducesProblem(404);

    private static async Task<Results<Ok<Wire.InvitationLink>, ProblemHttpResult>> HandleAsync(
        string id, ClaimsPrincipal user, DemoAccess demo, AuditedChange changes, IOptions<SessionSettings> settings, CancellationToken cancel)
    {
        if (!Guid.TryParseExact(id, "N", out var key) || demo.Hides(key))
            return Refused.Because("unknown_account");
        return await changes.RunAsync<Results<Ok<Wire.InvitationLink>, ProblemHttpResult>>(Kinds.Accounts, async draft =>
        {
            if (await draft.Db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == key, cancel) is not { } account)
                return Refused.Because("unknown_account");
            var life = account.PasswordHash is null ? settings.Value.InvitationLife : settings.Value.ResetLife;
            var token = await OneTimeTokens.IssueAsync(draft.Db, key, draft.Now, life, cancel);
            draft.Note(Administrator.Actor(user), "password_reset_offered", $"worker:{id}");
            return TypedResults.Ok(new Wire.InvitationLink(id, $"/invitation#{token}", draft.Now + life));
        }, cancel);
    }
}
