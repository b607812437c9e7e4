namespace Hotline.Console.Partner;

public static class PartnerModule
{
    public static IServiceCollection AddPartnerDesk(this IServiceCollection services) => services.AddSingleton<HandOvers>().AddSingleton<PartnerOrders>();
}
