using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Hotline.Server.Platform;

namespace Hotline.Server.Identity;

/// <summary>Scheme <see cref="Policies.ChannelKeyScheme"/>: the header <c>X-Channel-Key</c>.</summary>
internal sealed class ChannelKeyHandler(
    ChannelKeys keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Header = "X-Channel-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Policies.ChannelKeyScheme;
        return Problems.Problem("channel_key_invalid").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Problem("forbidden").ExecuteAsync(Context);

    private AuthenticateResult Authenticate()
    {
        if (!Request.Headers.TryGetValue(Header, out var sent))
            return AuthenticateResult.NoResult();
        if (sent.Count != 1 || keys.Check(sent[0]) is not { } key)
            return AuthenticateResult.Fail("Unknown, revoked or wrong channel key.");
        var identity = new ClaimsIdentity(
            [new Claim(HotlineClaims.KeyId, key.Id), new Claim(HotlineClaims.Line, key.Line.Value), new Claim(HotlineClaims.Channel, key.Channel.ToString())],
            Policies.ChannelKeyScheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Policies.ChannelKeyScheme));
    }
}
