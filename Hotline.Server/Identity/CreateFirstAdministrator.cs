using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>POST /api/v1/session/first-administrator: works once, by the token in the server's log.</summary>
internal sealed class CreateFirstAdministrator(AuditedChange changes, SignInAttempts attempts, ILogger<CreateFirstAdministrator> logger)
{
    public static void Map(RouteGroupBuilder session) =>
        session.MapPost("/first-administrator", (Wire.FirstAdministratorRequest request, HttpContext context, CreateFirstAdministrator order, CancellationToken cancel) =>
                order.HandleAsync(request, context, cancel))
            .AllowAnonymous().WithName("CreateFirstAdministrator").ProducesProblem(400).ProducesProblem(409).ProducesProblem(410).ProducesProblem(429);

    private async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Wire.FirstAdministratorRequest request, HttpContext context, CancellationToken cancel)
    {
        ProblemHttpResult? refusal = null;
        var wait = await attempts.RunAsync(context.Connection.RemoteIpAddress, async () =>
        {
            refusal = await changes.RunAsync(Kinds.Accounts, draft => CreateAsync(draft, request, cancel), cancel);
            return refusal is null;
        }, cancel);
        if (wait is { } pause)
            return SignIn.Pause(context, pause);
        if (refusal is not null)
            return refusal;
        logger.FirstAdministratorCreated();
        return TypedResults.NoContent();
    }

    private static async Task<ProblemHttpResult?> CreateAsync(Draft draft, Wire.FirstAdministratorRequest request, CancellationToken cancel)
    {
        if (await Administrators.AbleToSignIn(draft.Db, draft.Use<DemoAccess>()).AnyAsync(cancel))
            return Refused.Because("already_set_up");
        if (await OneTimeTokens.SpendAsync(draft.Db, request.Token, draft.Now, cancel) is not { Account: null })
            return Refused.Because("token_invalid");

        var account = new Account { Id = Guid.NewGuid(), UserName = request.UserName?.Trim(), DisplayName = (request.Name ?? "").Trim() };
        if (AccountCheck.FindInNames(account.UserName, account.DisplayName) is { Count: > 0 } errors)
            return Refused.Because("invalid_worker", errors);
        var users = draft.Use<UserManager<Account>>();
        if (await users.FindByNameAsync(account.UserName!) is not null)
            return Refused.Because("name_taken");
        var created = await users.CreateAsync(account, request.Password ?? "");
        if (!created.Succeeded)
            return PasswordRules.Refuse(created);
        draft.Db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = account.Id, RoleId = RoleRows.Ids[Wire.Roles.Administrator] });
        await OneTimeTokens.VoidAsync(draft.Db, null, draft.Now, cancel);
        draft.Note("system:start", "first_administrator_created", $"worker:{AccountReading.Id(account)}");
        return null;
    }
}

/// <summary>Who can administer.</summary>
internal static class Administrators
{
    /// <summary>Enabled, with a password, and not a demo account outside Development.</summary>
    public static IQueryable<Account> AbleToSignIn(RecordsDb db, DemoAccess demo)
    {
        var role = RoleRows.Ids[Wire.Roles.Administrator];
        var hidden = DemoAccounts.All.Select(person => person.Id).Where(demo.Hides).ToArray();
        return db.Users.Where(user => user.Enabled && user.PasswordHash != null && !hidden.Contains(user.Id)
            && db.UserRoles.Any(held => held.UserId == user.Id && held.RoleId == role));
    }
}
