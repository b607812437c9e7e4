using Hotline.Server.Platform;

namespace Hotline.Server.Site;

/// <summary>The console's files: Blazor WebAssembly from this origin, any other address being a page of it.</summary>
public static class SiteModule
{
    public static WebApplicationBuilder AddSite(this WebApplicationBuilder builder)
    {
        // The console is a referenced project: in every environment but a published one its files are found by the manifest.
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    public static WebApplication MapSite(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.Map("/api/{**rest}", () => Problems.Problem("not_found")).AllowAnonymous();
        app.MapFallbackToFile("index.html").AllowAnonymous();
        return app;
    }
}
