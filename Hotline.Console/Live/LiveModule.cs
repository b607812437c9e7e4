using Microsoft.AspNetCore.Components.WebAssembly.Services;

namespace Hotline.Console.Live;

public static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<ServerClock>();
        services.AddSingleton<DeskFeed>();
        services.AddSingleton<BoardFeed>();
        services.AddSingleton<Ticker>();
        services.AddSingleton<LinkParts>();
        services.AddSingleton<LazyAssemblyLoader>();
        services.AddSingleton(provider => new HubWires(
            provider.GetRequiredService<LazyAssemblyLoader>(), provider.GetRequiredService<HttpClient>().BaseAddress!));
        services.AddSingleton<ConsoleLink>();
        services.AddSingleton<PartnerFeed>();
        services.AddSingleton<PartnerLink>();
        services.AddSingleton<Commands>();
        services.AddSingleton<NetworkDoubt>();
        return services;
    }
}
