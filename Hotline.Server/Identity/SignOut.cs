using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>DELETE /api/v1/session: the cookie is worth nothing afterwards, wherever a copy of it may be.</summary>
internal sealed class SignOut(
    IDbContextFactory<RecordsDb> records, AccountDirectory accounts, IOptions<SessionSettings> settings, TimeProvider clock, ILogger<SignOut> logger)
{
    // Anonymous, because signing out of a session that is over already is no failure.
    public static void Map(RouteGroupBuilder session) =>
        session.MapDelete("", (HttpContext context, SignOut order, CancellationToken cancel) => order.HandleAsync(context, cancel))
            .AllowAnonymous().WithName("SignOut");

    private async Task<NoContent> HandleAsync(HttpContext context, CancellationToken cancel)
    {
        if (context.User.FindFirstValue(HotlineClaims.Session) is { } session)
        {
            await EndAsync(session, cancel);
            logger.SignedOut(context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
        }

        await context.SignOutAsync(Policies.SessionScheme);
        return TypedResults.NoContent();
    }

    private async Task EndAsync(string session, CancellationToken cancel)
    {
        try
        {
            var now = clock.GetUtcNow();
            await using var db = await records.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.Set<ChangeMark>().Where(mark => mark.Kind == Kinds.Accounts)
                .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Number, mark => mark.Number + 1), cancel);
            await db.Set<EndedSession>().Where(ended => ended.Until < now || ended.Id == session).ExecuteDeleteAsync(cancel);
            db.Add(new EndedSession { Id = session, Until = now + settings.Value.SessionLife });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            await accounts.RefreshAsync(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.SignOutNotRecorded(failure);
        }
    }
}
