using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Hotline.Server.Audit;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>POST /api/v1/admin/workers: an account without a password, and the link by which its owner sets one.</summary>
internal static class CreateWorker
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/workers", HandleAsync).WithName("CreateWorker").ProducesProblem(400).ProducesProblem(409);

    private static async Task<Results<Created<Wire.InvitationLink>, ProblemHttpResult>> HandleAsync(
        Wire.SaveWorkerRequest request, ClaimsPrincipal user, ILineDirectory lines, IPartnerDirectory partners, AuditedChange changes, IOptions<SessionSettings> settings, CancellationToken cancel)
    {
        if (WorkerRoles.Faults(request, lines, partners) is { Count: > 0 } errors)
            return Refused.Because("invalid_worker", errors);
        return await changes.RunAsync<Results<Created<Wire.InvitationLink>, ProblemHttpResult>>(Kinds.Accounts, async draft =>
        {
            var users = draft.Use<UserManager<Account>>();
            if (await users.FindByNameAsync(request.UserName) is not null)
                return Refused.Because("name_taken");
            var account = new Account { Id = Guid.NewGuid(), UserName = request.UserName, DisplayName = "" };
            AccountReading.Write(account, request);
            var created = await users.CreateAsync(account);
            if (!created.Succeeded)
                return Refused.Because("invalid_worker", WorkerRoles.Errors(created));

            WorkerRoles.Set(draft.Db, account.Id, [], request.Roles);
            var life = settings.Value.InvitationLife;
            var token = await OneTimeTokens.IssueAsync(draft.Db, account.Id, draft.Now, life, cancel);
            WorkerRoles.Note(draft, user, "worker_created", account, request.Roles);
            return TypedResults.Created((string?)null, new Wire.InvitationLink(AccountReading.Id(account).Value, $"/invitation#{token}", draft.Now + life));
        }, cancel);
    }
}
