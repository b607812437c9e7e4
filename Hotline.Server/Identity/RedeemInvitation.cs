using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Hotline.Server.Audit;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>POST /api/v1/session/invitation: sets the password by a one-time link and ends the account's other sessions.</summary>
internal sealed class RedeemInvitation(AuditedChange changes, SignInAttempts attempts)
{
    public static void Map(RouteGroupBuilder session) =>
        session.MapPost("/invitation", (Wire.RedeemInvitationRequest request, HttpContext context, RedeemInvitation order, CancellationToken cancel) =>
                order.HandleAsync(request, context, cancel))
            .AllowAnonymous().WithName("RedeemInvitation").ProducesProblem(400).ProducesProblem(410).ProducesProblem(429);

    private async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Wire.RedeemInvitationRequest request, HttpContext context, CancellationToken cancel)
    {
        ProblemHttpResult? refusal = null;
        var wait = await attempts.RunAsync(context.Connection.RemoteIpAddress, async () =>
        {
            refusal = await changes.RunAsync(Kinds.Accounts, draft => SetPasswordAsync(draft, request, cancel), cancel);
            return refusal is null;
        }, cancel);
        if (wait is { } pause)
            return SignIn.Pause(context, pause);
        return refusal is null ? TypedResults.NoContent() : refusal;
    }

    private static async Task<ProblemHttpResult?> SetPasswordAsync(Draft draft, Wire.RedeemInvitationRequest request, CancellationToken cancel)
    {
        var users = draft.Use<UserManager<Account>>();
        if (await OneTimeTokens.SpendAsync(draft.Db, request.Token, draft.Now, cancel) is not { Account: { } id }
            || await users.FindByIdAsync(id.ToString()) is not { Enabled: true } account)
            return Refused.Because("token_invalid");

        account.PasswordHash = null;
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        var set = await users.AddPasswordAsync(account, request.Password ?? "");
        if (!set.Succeeded)
            return PasswordRules.Refuse(set);
        draft.Note($"worker:{AccountReading.Id(account)}", "password_set", $"worker:{AccountReading.Id(account)}");
        return null;
    }
}
