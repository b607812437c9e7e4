using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform;

/// <summary>Frameworks without domain: telemetry, problems, headers, health, start and stop. First of the Add lines and first of the Map lines.</summary>
public static class PlatformModule
{
    /// <summary>How long a stop may take: recording what is in flight, giving up leases.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);

    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.ListenOnLoopbackByDefault();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddProblems();
        builder.Services.AddValidatedOptions<RequestLimits>(RequestLimits.Section);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        builder.Services.AddSystemd();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton<IDraining, DrainingByLifetime>();
        builder.Services.TryAddSingleton<LoopBeats>();
        builder.Services.AddHealthChecks().AddCheck<DrainingCheck>("draining").AddCheck<LoopCheck>("loops");
        return builder;
    }

    /// <summary>Throws <see cref="StartupRefusedException"/> with all that is wrong in the settings.</summary>
    public static WebApplication MapPlatform(this WebApplication app)
    {
        var addresses = Listening.Errors(app.Configuration, app.Environment).ToList();
        // A test's server listens nowhere.
        if (app.Services.GetRequiredService<IServer>().GetType().Assembly.GetName().Name!.Contains("Kestrel", StringComparison.Ordinal))
            addresses.AddRange(Listening.Taken(app.Configuration));
        app.Services.CheckOptions(addresses);
        app.UseMiddleware<RequestLog>();
        app.UseProblems();
        app.UseSecurityHeaders();
        app.MapHealth();
        return app;
    }
}
