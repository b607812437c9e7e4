namespace Hotline.Console.Admin;

public static class AdminModule
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddSingleton<Routing.LeftDrafts>();
        return services;
    }
}
