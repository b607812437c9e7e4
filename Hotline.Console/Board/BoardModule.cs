namespace Hotline.Console.Board;

public static class BoardModule
{
    public static IServiceCollection AddBoard(this IServiceCollection services) => services.AddSingleton<BoardOrders>().AddSingleton<AlarmBell>();
}
