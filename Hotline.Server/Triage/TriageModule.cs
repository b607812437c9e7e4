using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Triage.Replay;

namespace Hotline.Server.Triage;

public static class TriageModule
{
    /// <summary>Needs the records.</summary>
    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<TriageOptions>(TriageOptions.Section);
        services.AddSingleton<CompiledRules>();
        services.AddSingleton<ActiveRules>();
        services.AddSingleton<IActiveRules>(all => all.GetRequiredService<ActiveRules>());
        services.AddSingleton<IRemembered>(all => all.GetRequiredService<ActiveRules>());
        services.AddHostedService(all => all.GetRequiredService<ActiveRules>());
        services.AddSingleton<RefusedFiles>();
        services.AddSingleton<WatchRuleSetFolder.Ways>();
        services.AddHostedService<WatchRuleSetFolder>();
        services.AddSingleton<RunShadows.Ways>();
        services.AddSingleton<RunShadows>();
        services.AddHostedService(all => all.GetRequiredService<RunShadows>());
        return builder;
    }
}
