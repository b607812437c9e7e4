using Hotline.Server.Escalations.BackChannel;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;

namespace Hotline.Server.Escalations;

/// <summary>Hand-over to emergency partners, until help has reached the person.</summary>
public static class EscalationsModule
{
    public static WebApplicationBuilder AddEscalations(this WebApplicationBuilder builder)
    {
        builder.AddPartnerRegistry();
        builder.AddPartnerPost();
        var services = builder.Services;
        services.AddSingleton<IPartnerSecrets, RegistrySecrets>();
        services.AddSingleton<EscalationTexts>();
        services.AddSingleton<Standing>();
        services.AddSingleton<DraftEscalation>();
        services.AddSingleton<BeginEscalation>();
        services.AddSingleton<DecideEscalation>();
        services.AddSingleton<IPartnerOrders, PartnerOrders>();
        services.AddSingleton<EscalationViews>();
        services.AddSingleton<PartnerDeskViews>();
        services.AddSingleton<ReadEscalation.Books>();
        services.AddSingleton<ReadEscalation>();
        services.AddSingleton<SendParcel>();
        services.AddSingleton<LogDisclosures>();
        services.AddSingleton<RunEscalations.Means>();
        services.AddHostedService<RunEscalations>();
        services.AddSingleton<AuditEscalations.Means>();
        services.AddHostedService<AuditEscalations>();
        return builder;
    }

    public static WebApplication MapEscalations(this WebApplication app)
    {
        app.MapPartnerRegistry();
        app.MapBackChannel();
        EscalationRoutes.Map(app);
        PartnerDeskRoutes.Map(app);
        return app;
    }

    /// <summary>The registry's secrets for the signed API; one of a partner that is switched off opens nothing.</summary>
    private sealed class RegistrySecrets(IPartnerDirectory partners) : IPartnerSecrets
    {
        public IReadOnlyList<byte[]>? SecretsOf(LineId line, string partnerId) =>
            partners.Find(line, partnerId) is { Settings.Enabled: true } partner && partner.Secrets.Count > 0 ? partner.Secrets : null;
    }
}
