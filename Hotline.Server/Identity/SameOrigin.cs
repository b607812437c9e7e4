using Hotline.Server.Platform;

namespace Hotline.Server.Identity;

/// <summary>
/// Refuses what another site makes a signed-in browser do: anything unsafe, and the handshake of a hub. SameSite=Strict already keeps the
/// cookie from other sites, but not from another port of the same host. A request with neither header does not come from a browser.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        Matters(context.Request) && !IsSameOrigin(context.Request)
            ? Problems.Problem("origin_refused").ExecuteAsync(context)
            : next(context);

    // Only a cookie acts without the page's doing. Signing in is guarded too, lest a page sign somebody in as somebody else.
    private static bool Matters(HttpRequest request) =>
        (IsUnsafe(request.Method) || IsWebSocket(request))
        && (request.Cookies.ContainsKey(SessionCookieName.Secure) || request.Cookies.ContainsKey(SessionCookieName.Plain)
            || request.Path.StartsWithSegments("/api/v1/session", StringComparison.OrdinalIgnoreCase));

    private static bool IsUnsafe(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    private static bool IsWebSocket(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method) || string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameOrigin(HttpRequest request)
    {
        // Sent by browsers to https and to loopback; no script can set it.
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
            return site.ToString() is "same-origin" or "none";
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin)
            return true;

        // The host only: behind a proxy that ends TLS the scheme seen here may not be the browser's.
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && Uri.TryCreate($"{from.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here)
            && string.Equals(from.Authority, here.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
