using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>PUT /api/v1/admin/workers/{id}: roles, line, skills; switching off ends the account's sessions.</summary>
internal static class ChangeWorker
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPut("/workers/{id}", HandleAsync).WithName("ChangeWorker").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<Wire.WorkerAccountView>, ProblemHttpResult>> HandleAsync(
        string id, Wire.SaveWorkerRequest request, ClaimsPrincipal user, ILineDirectory lines, IPartnerDirectory partners, AuditedChange changes, CancellationToken cancel)
    {
        if (WorkerRoles.Faults(request, lines, partners) is { Count: > 0 } errors)
            return Refused.Because("invalid_worker", errors);
        return await changes.RunAsync(Kinds.Accounts, draft => ChangeAsync(draft, id, request, user, cancel), cancel);
    }

    private static async Task<Results<Ok<Wire.WorkerAccountView>, ProblemHttpResult>> ChangeAsync(
        Draft draft, string id, Wire.SaveWorkerRequest request, ClaimsPrincipal user, CancellationToken cancel)
    {
        var users = draft.Use<UserManager<Account>>();
        var demo = draft.Use<DemoAccess>();
        if (!Guid.TryParseExact(id, "N", out var key) || demo.Hides(key) || await users.FindByIdAsync(key.ToString()) is not { } account)
            return Refused.Because("unknown_account");
        if (await users.FindByNameAsync(request.UserName) is { } namesake && namesake.Id != key)
            return Refused.Because("name_taken");

        var able = await Administrators.AbleToSignIn(draft.Db, demo).Select(administrator => administrator.Id).ToListAsync(cancel);
        if (able is [var last] && last == key && !(request.Enabled && request.Roles.Contains(Wire.Roles.Administrator)))
            return Refused.Because("last_administrator");

        AccountReading.Write(account, request);
        account.UserName = request.UserName;
        var updated = await users.UpdateAsync(account);
        if (!updated.Succeeded)
            return Refused.Because("invalid_worker", WorkerRoles.Errors(updated));
        var held = await draft.Db.UserRoles.Where(row => row.UserId == key).Select(row => row.RoleId).ToListAsync(cancel);
        WorkerRoles.Set(draft.Db, key, held, request.Roles);
        WorkerRoles.Note(draft, user, "worker_changed", account, request.Roles);
        return TypedResults.Ok(AccountReading.View(account, request.Roles));
    }
}
