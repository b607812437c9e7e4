using System.Security.Claims;
using Hotline.Server.Floor;
using Hotline.Server.Identity;

namespace Hotline.Server.Handover;

/// <summary>A contact from its holder to somebody else, and those beside a holder.</summary>
public static class HandoverModule
{
    public static WebApplicationBuilder AddHandover(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<HandoverNotes>();
        services.AddSingleton<StartTransfer>();
        services.AddSingleton<CancelTransfer>();
        services.AddSingleton<CompleteTransfer>();
        services.AddSingleton<LeaveContact>();
        services.AddSingleton<TakeUpContact>();
        services.AddSingleton<ReturnContact>();
        services.AddSingleton<JoinContact>();
        services.AddSingleton<SeekReceivers>();
        services.AddSingleton<SendToLines>();
        services.AddSingleton<LineChoices>();
        services.AddSingleton<ReadReceivers>();
        return builder;
    }

    public static WebApplication MapHandover(this WebApplication app)
    {
        app.MapGet("/api/v1/console/contacts/{id}/receivers", (HttpContext http, string id, ReadReceivers order, CancellationToken cancel) => order.HandleAsync(Line(http), Me(http), new ContactId(id), cancel))
            .RequireAuthorization(Policies.Worker).WithTags("Handover")
            .WithName("ReadReceivers").WithSummary("Whom the holder of a contact can ask").WithDescription("Colleagues with their state, skills, and other lines that can be given it; for whoever holds the contact.")
            .Produces<Wire.ReceiversView>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        return app;
    }

    private static WorkerId? Me(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id ? new WorkerId(id) : null;

    private static LineId? Line(HttpContext http) => http.User.FindFirstValue(HotlineClaims.Line) is { Length: > 0 } line ? new LineId(line) : null;
}
