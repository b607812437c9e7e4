using System.Security.Claims;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Platform;
using Hotline.Server.Supervision.Alarms;
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
            .AddJsonProtocol(options =>
            {
                options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, Wire.WireJson.Default);
                options.PayloadSerializerOptions.Converters.Add(new SerializedOnce<Wire.BoardView>(Wire.WireJson.Default.BoardView));
            });
        services.AddSingleton<CheckOrders>();
        services.AddSingleton<ConsoleRegister>();
        services.AddSingleton<StoreViews>();
        services.AddSingleton<IDegradedStores>(all => all.GetRequiredService<StoreViews>());
        services.AddSingleton<BesideViews>();
        services.AddSingleton<ShownFloors>();
        services.AddSingleton<Claims>();
        services.AddSingleton<TransferViews>();
        services.AddSingleton<DeskViews>();
        services.AddSingleton<BoardViews>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<ForecastViews>();
        services.AddSingleton<PushToConsole>();
        services.AddSingleton<PartnerRegister>();
        services.AddSingleton<PushToPartner>();
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
        app.MapHub<PartnerHub>("/hubs/partner", options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        }).RequireAuthorization(Policies.Partner);
        app.MapGet("/api/v1/console/workers", (HttpContext http, ILineDirectory lines, BoardViews boards) =>
                lines.Find(new LineId(http.User.FindFirstValue(HotlineClaims.Line) ?? "")) is { } line
                    ? TypedResults.Json(boards.WorkersOf(line), Wire.WireJson.Default.IReadOnlyListWorkerRow) : Problems.Problem("unknown_line"))
            .RequireAuthorization(Policies.Supervisor).WithName("ReadFloorWorkers").WithTags("Live").WithSummary("Who is on the floor")
            .WithDescription("All workers of the supervisor's line, however many; the board has a window of them.")
            .Produces<IReadOnlyList<Wire.WorkerRow>>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        return app;
    }
}
