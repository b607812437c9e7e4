namespace Hotline.Server.Platform;

/// <summary>Headers of every answer. The policy lets in this origin only: no inline script or style, no third party; 'wasm-unsafe-eval' is what WebAssembly needs.</summary>
internal static class SecurityHeaders
{
    internal const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // The API reference page brings its own inline script; it exists in Development only.
    private const string ReferencePagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var development = app.Environment.IsDevelopment();
        if (!development)
            app.UseHsts();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            var path = context.Request.Path;
            headers.XContentTypeOptions = "nosniff";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            // Assemblies are no documents: a policy on each of them would only make the first load longer.
            if (path.StartsWithSegments("/_framework", StringComparison.OrdinalIgnoreCase))
                return next(context);
            headers.ContentSecurityPolicy = development && path.StartsWithSegments("/scalar", StringComparison.OrdinalIgnoreCase) ? ReferencePagePolicy : Policy;
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
                headers.CacheControl = "no-store";
            return next(context);
        });
    }
}
