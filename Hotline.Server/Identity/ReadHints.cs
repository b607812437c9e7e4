using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Server.Identity;

/// <summary>GET /api/v1/session/hints: what the sign-in page may name to anybody.</summary>
internal static class ReadHints
{
    public static void Map(RouteGroupBuilder session) =>
        session.MapGet("/hints", Handle).AllowAnonymous().WithName("ReadSignInHints");

    private static Ok<Wire.SignInHints> Handle(DemoAccess demo, AccountDirectory accounts) =>
        TypedResults.Ok(new Wire.SignInHints(
            demo.Allowed,
            demo.Allowed
                ? [.. DemoAccounts.Shown.Where(person => accounts.FindAccount(person.Id.ToString("N")) is { CanSignIn: true })
                    .Select(person => new Wire.DemoAccount(person.UserName, DemoAccounts.Password, person.Role, person.Line))]
                : [],
            !accounts.HasAdministrator));
}
