namespace Hotline.Console.Escalations;

public static class EscalationsModule
{
    public static IServiceCollection AddEscalations(this IServiceCollection services)
    {
        services.AddSingleton<EscalationDrafts>();
        services.AddSingleton<EscalationFiles>();
        services.AddSingleton<EscalationOrders>();
        return services;
    }
}
