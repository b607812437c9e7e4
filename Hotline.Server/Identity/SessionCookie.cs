using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Hotline.Server.Platform;

namespace Hotline.Server.Identity;

/// <summary>The console's cookie: same-origin, unreadable to scripts, ending by itself. It names a session; what that session may do is looked up on every request.</summary>
internal sealed class SessionCookie(IOptions<SessionSettings> settings, IHostEnvironment environment) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != Policies.SessionScheme)
            return;
        options.Cookie.Name = SessionCookieName.Secure;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.CookieManager = new SessionCookieName(environment.IsDevelopment());
        options.ExpireTimeSpan = settings.Value.SessionLife;
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = context => Problems.Problem("not_signed_in").ExecuteAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => Problems.Problem("forbidden").ExecuteAsync(context.HttpContext);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    /// <summary>What the cookie carries: who, which session, which password.</summary>
    public static ClaimsPrincipal Ticket(string workerId, string session, string stamp) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, workerId), new Claim(HotlineClaims.Session, session), new Claim(HotlineClaims.Stamp, stamp)],
        Policies.SessionScheme));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountDirectory>();
        if (context.Principal is not { } ticket || !await accounts.StandsAsync(ticket, context.HttpContext.RequestAborted)
            || accounts.FindAccount(ticket.FindFirstValue(ClaimTypes.NameIdentifier)) is not { } account)
        {
            // The dead cookie is left to be overwritten: deleting it here would clash with a sign-in that this request may be.
            context.RejectPrincipal();
            return;
        }

        context.ReplacePrincipal(Standing(ticket, account));
    }

    // Roles and line are today's, not those of the sign-in.
    private static ClaimsPrincipal Standing(ClaimsPrincipal ticket, KnownAccount account)
    {
        var identity = new ClaimsIdentity(ticket.Claims, Policies.SessionScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, account.UserName));
        identity.AddClaim(new Claim(HotlineClaims.DisplayName, account.Worker.Name));
        identity.AddClaims(account.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        if (account.Worker.Line is { } line)
            identity.AddClaim(new Claim(HotlineClaims.Line, line.Value));
        if (account.PartnerId is { } partner)
            identity.AddClaim(new Claim(HotlineClaims.Partner, partner));
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>
/// Names the cookie by the request: <c>__Host-hotline</c> binds it to this origin over HTTPS; browsers refuse that name over http,
/// so Development on loopback has a plain one.
/// </summary>
internal sealed class SessionCookieName(bool development) : ICookieManager
{
    public const string Secure = "__Host-hotline";
    public const string Plain = "hotline";

    private readonly ChunkingCookieManager cookies = new();

    public string For(HttpRequest request) => development && !request.IsHttps ? Plain : Secure;

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, For(context.Request));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, For(context.Request), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        cookies.DeleteCookie(context, For(context.Request), options);
}
