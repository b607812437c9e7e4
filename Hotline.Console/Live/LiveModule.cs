using Hotline.Console.Access;

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
        services.AddSingleton(provider => new ConsoleLink(
            provider.GetRequiredService<LinkParts>(), provider.GetRequiredService<HttpClient>().BaseAddress!));
        services.AddSingleton<Commands>();
        services.AddSingleton<NetworkDoubt>();
        return services;
    }
}
