using Hotline.Console.Access;
using Hotline.Console.Live;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

namespace Hotline.Console.Parts;

public static class PartsModule
{
    public static IServiceCollection AddParts(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Words>();
        services.AddSingleton<BrowserPage>();
        services.AddSingleton<Preferences>();
        services.AddSingleton<Sound>();
        services.AddSingleton<Attention>();
        services.AddSingleton<Keys>();
        services.AddSingleton<Notices>();
        services.AddSingleton<Signs>();
        services.AddSingleton<Tidy>();
        return services;
    }

    /// <summary>Before the first render: language, theme, and who is signed in.</summary>
    public static async Task StartConsole(this WebAssemblyHost host)
    {
        await host.Services.GetRequiredService<Preferences>().Load();
        host.Services.GetRequiredService<ConsoleLink>();
        host.Services.GetRequiredService<PartnerLink>();
        await host.Services.GetRequiredService<SignedIn>().Load();
        host.Services.GetRequiredService<Tidy>().Begin();
    }
}
