using Hotline.Server.Escalations.Disclosures;
using Hotline.Server.Identity;
using Hotline.Server.Records;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Server.Escalations.Registry;

public static class RegistryModule
{
    /// <summary>Partners in memory and the disclosure log; needs records, audit, lines and identity. Before AddAdministration, which seeds partners.</summary>
    public static WebApplicationBuilder AddPartnerRegistry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PartnerSecrets>();
        services.AddSingleton<PartnerDirectory>();
        services.AddSingleton<IPartnerDirectory>(provider => provider.GetRequiredService<PartnerDirectory>());
        services.AddSingleton<IRemembered>(provider => provider.GetRequiredService<PartnerDirectory>());
        services.AddHostedService(provider => provider.GetRequiredService<PartnerDirectory>());
        services.AddSingleton<IDisclosures, SqlDisclosures>();
        services.AddSingleton<ReadDisclosures>();
        return builder;
    }

    public static WebApplication MapPartnerRegistry(this WebApplication app)
    {
        app.MapGet("/api/v1/console/disclosures", (HttpContext http, [AsParameters] DisclosureQuestion asked, ReadDisclosures order, CancellationToken cancel) => order.HandleAsync(http, asked, cancel))
            .RequireAuthorization(Policies.Supervisor).WithTags("Supervision")
            .WithName("ReadDisclosures").WithSummary("What left for partners: to whom, when, why")
            .WithDescription("Newest first, of the supervisor's line; administrators may ask for any line, or for all. Without from and until, the last 30 days. As text/csv when asked by Accept or format=csv. Each read is audited.")
            .Produces<Wire.DisclosureLog>(200, "application/json", "text/csv").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
        return app;
    }
}
