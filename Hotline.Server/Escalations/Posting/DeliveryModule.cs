using Hotline.Server.Escalations.BackChannel;
using Hotline.Server.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Polly;

namespace Hotline.Server.Escalations.Posting;

public static class DeliveryModule
{
    /// <summary>The post to partners and what hears them. Needs records, audit and lines; somebody gives <see cref="IPartnerOrders"/> and <see cref="IPartnerSecrets"/>.</summary>
    public static WebApplicationBuilder AddPartnerPost(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<EscalationOptions>(EscalationOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HotlineMeter>();
        services.TryAddSingleton<IHostResolver, SystemResolver>();
        services.TryAddSingleton<IDial, SocketDial>();
        services.AddResiliencePipelineRegistry<string>();
        services.AddSingleton<StandardWebhook>();
        services.AddSingleton<PartnerConnections>();
        services.AddSingleton<PartnerPipelines>();
        services.AddSingleton<IPartnerPost, PartnerPost>();
        services.AddSingleton<HeardMessages>();
        services.AddHostedService<ForgetHeard>();
        services.AddSingleton<RefusePartner>();
        services.AddSingleton<AdmitPartner>();
        services.AddScoped<HearPartner>();
        return builder;
    }

    /// <summary>The signed API of partners, <c>/api/v1/partners/…</c>.</summary>
    public static WebApplication MapBackChannel(this WebApplication app)
    {
        PartnerRoutes.Map(app);
        return app;
    }
}
