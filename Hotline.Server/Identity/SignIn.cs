using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>POST /api/v1/session</summary>
internal sealed class SignIn(
    Credentials credentials, SignInAttempts attempts, AccountDirectory accounts, ILineDirectory lines, IOptions<SessionSettings> settings, ILogger<SignIn> logger)
{
    public static void Map(RouteGroupBuilder session) =>
        session.MapPost("", (Wire.SignInRequest request, HttpContext context, SignIn order, CancellationToken cancel) => order.HandleAsync(request, context, cancel))
            .AllowAnonymous().WithName("SignIn").ProducesProblem(401).ProducesProblem(403).ProducesProblem(423).ProducesProblem(429);

    private async Task<Results<Ok<Wire.SessionView>, ProblemHttpResult>> HandleAsync(Wire.SignInRequest request, HttpContext context, CancellationToken cancel)
    {
        CredentialAnswer answer = new CredentialAnswer.Wrong();
        var wait = await attempts.RunAsync(context.Connection.RemoteIpAddress, async () =>
        {
            answer = await credentials.CheckAsync(request.UserName, request.Password, cancel);
            return answer is CredentialAnswer.Right;
        }, cancel);
        if (wait is { } pause)
            return RefuseFor(context, "too_many_requests", pause);

        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        return answer switch
        {
            CredentialAnswer.Right right => TypedResults.Ok(await EnterAsync(context, right.Account, clock.GetUtcNow(), cancel)),
            CredentialAnswer.LockedOut locked => RefuseFor(context, "locked_out", locked.Until - clock.GetUtcNow()),
            CredentialAnswer.Disabled => Refuse("account_disabled"),
            _ => Refuse("sign_in_failed"),
        };
    }

    private async Task<Wire.SessionView> EnterAsync(HttpContext context, Account account, DateTimeOffset now, CancellationToken cancel)
    {
        var id = AccountReading.Id(account).Value;
        if (accounts.FindAccount(id)?.Stamp != account.SecurityStamp)
            await accounts.RefreshAsync(cancel);
        var session = $"{id}.{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        await context.SignInAsync(Policies.SessionScheme, SessionCookie.Ticket(id, session, account.SecurityStamp ?? ""), new AuthenticationProperties
        {
            IssuedUtc = now, ExpiresUtc = now + settings.Value.SessionLife, AllowRefresh = false,
        });
        logger.SignedIn(id);
        return ReadSession.View(accounts.FindAccount(id) ?? KnownAccount.Of(account, []), lines);
    }

    /// <summary>Too many failures of this address.</summary>
    public static ProblemHttpResult Pause(HttpContext context, TimeSpan wait)
    {
        RetryAfter(context, wait);
        return Refused.Because("too_many_requests");
    }

    private ProblemHttpResult RefuseFor(HttpContext context, string slug, TimeSpan wait)
    {
        RetryAfter(context, wait);
        return Refuse(slug);
    }

    private static void RetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private ProblemHttpResult Refuse(string slug)
    {
        logger.SignInRefused(slug);
        return Refused.Because(slug);
    }
}
