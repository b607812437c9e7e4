namespace Hotline.Console.PartnerDesk;

public static class PartnerModule
{
    public static IServiceCollection AddPartnerDesk(this IServiceCollection services) => services.AddSingleton<HandOvers>().AddSingleton<PartnerOrders>();
}
