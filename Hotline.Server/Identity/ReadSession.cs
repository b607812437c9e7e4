using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Hotline.Server.Lines;
using Hotline.Server.Platform;

namespace Hotline.Server.Identity;

/// <summary>GET /api/v1/session</summary>
internal static class ReadSession
{
    public static void Map(RouteGroupBuilder session) =>
        session.MapGet("", Handle).RequireAuthorization(Policies.SignedIn).WithName("ReadSession").ProducesProblem(401);

    public static Wire.SessionView View(KnownAccount account, ILineDirectory lines)
    {
        var line = account.Worker.Line is { } id ? lines.Find(id) : null;
        return new Wire.SessionView(
            account.Worker.Id.Value, account.UserName, account.Worker.Name, account.Roles, account.Worker.Line?.Value, line is null ? null : LineReading.Brief(line));
    }

    private static Results<Ok<Wire.SessionView>, ProblemHttpResult> Handle(ClaimsPrincipal user, AccountDirectory accounts, ILineDirectory lines) =>
        accounts.FindAccount(user.FindFirstValue(ClaimTypes.NameIdentifier)) is { } account
            ? TypedResults.Ok(View(account, lines)) : Refused.Because("not_signed_in");
}
