namespace Hotline.Console.Access;

public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services, Uri origin)
    {
        services.AddSingleton(_ => new HttpClient { BaseAddress = origin, Timeout = TimeSpan.FromSeconds(15) });
        services.AddSingleton<ConsoleApi>();
        services.AddSingleton<SignedIn>();
        return services;
    }
}
