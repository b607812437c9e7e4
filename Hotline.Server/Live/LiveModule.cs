using Hotline.Server.Identity;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Server.Live;

public static class LiveModule
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = 32 * 1024;
                options.AddFilter<CheckOrders>();
                options.EnableDetailedErrors = builder.Environment.IsDevelopment();
                // Beats are the server's own; the transport's only find dead sockets.
                options.KeepAliveInterval = TimeSpan.FromSeconds(5);
                options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, Wire.WireJson.Default));
        services.AddSingleton<CheckOrders>();
        services.AddSingleton<ConsoleRegister>();
        services.AddSingleton<StoreViews>();
        services.AddSingleton<ShownFloors>();
        services.AddSingleton<Claims>();
        services.AddSingleton<TransferViews>();
        services.AddSingleton<DeskViews>();
        services.AddSingleton<BoardViews>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<PushToConsole>();
        services.AddSingleton<LiveTicks>();
        services.AddHostedService(all => all.GetRequiredService<LiveTicks>());
        services.AddScoped<JoinConsole>();
        services.AddScoped<AnswerOrders>();
        services.AddScoped<HandoverOrders>();
        services.AddScoped<SupervisorOrders>();
        return builder;
    }

    public static WebApplication MapLive(this WebApplication app)
    {
        app.UseWebSockets();
        // WebSockets only: with no negotiation any node can take any connection.
        app.MapHub<ConsoleHub>("/hubs/console", options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        }).RequireAuthorization(Policies.Worker);
        return app;
    }
}
