namespace Hotline.Console.Desk;

public static class DeskModule
{
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<HeldContacts>();
        services.AddSingleton<DeskOrders>();
        services.AddSingleton<HandoverOrders>();
        services.AddSingleton<IdleWatch>();
        return services;
    }
}
