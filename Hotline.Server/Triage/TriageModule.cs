using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Triage.Replay;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage;

public static class TriageModule
{
    /// <summary>Needs the records.</summary>
    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // Compiled beside whatever else a start does: it is a quarter of that (docs/decisions/0010). What is wrong with it is said by whoever needs it.
        _ = Task.Run(() => RuleSetFile.Shipped);
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
