using Hotline.Server.Identity;
using Hotline.Server.Intake;
using Hotline.Server.Supervision.Alarms;
using Hotline.Server.Supervision.Messages;
using Hotline.Server.Supervision.Shifts;

namespace Hotline.Server.Supervision;

public static class SupervisionModule
{
    /// <summary>Before AddIntake: its alarms go to the boards.</summary>
    public static WebApplicationBuilder AddSupervision(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AnswerTargets>();
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton<AcknowledgeAlarm>();
        services.AddSingleton<WatchAlarms.Stores>();
        services.AddSingleton<WatchAlarms.Means>();
        services.AddHostedService<WatchAlarms>();
        services.AddSingleton<RaiseAlarm>();
        services.AddSingleton<IIntakeAlarms>(all => all.GetRequiredService<RaiseAlarm>());
        services.AddSingleton<IAuditorAlarms>(all => all.GetRequiredService<RaiseAlarm>());
        services.AddSingleton<ShiftNumbers>();
        services.AddSingleton<ForecastErrors>();
        services.AddSingleton<AssignContact>();
        services.AddSingleton<RequeueContact>();
        services.AddSingleton<TakeOverContact>();
        services.AddSingleton<ForceContact>();
        services.AddSingleton<SetWorkerPresence>();
        services.AddSingleton<TypedReasons>();
        services.AddSingleton<OverrideBand>();
        services.AddSingleton<IHands, AuditedHands>();
        services.AddSingleton<HandedContacts.Means>();
        services.AddSingleton<HandedContacts>();
        services.AddSingleton<IHeldBack>(all => all.GetRequiredService<HandedContacts>());
        services.AddHostedService(all => all.GetRequiredService<HandedContacts>());
        services.AddSingleton<SettleHands>();
        services.AddScoped<HandContact.Means>();
        services.AddScoped<HandContact>();
        services.AddSingleton<WithdrawHand>();
        services.AddSingleton<TakeHand>();
        services.AddSingleton<LineSeal>();
        services.AddSingleton<SwitchLine>();
        services.AddSingleton<LineMessages>();
        services.AddSingleton<SendMessage>();
        services.AddSingleton<ReadMessage>();
        services.AddSingleton<KeepShiftLog>();
        services.AddSingleton<WriteShiftNote>();
        services.AddSingleton<ReadShiftLog.Seals>();
        services.AddSingleton<ReadShiftLog>();
        return builder;
    }

    public static WebApplication MapSupervision(this WebApplication app)
    {
        app.MapGet("/api/v1/console/shift-log", (HttpContext http, int? ago, ReadShiftLog order, CancellationToken cancel) => order.HandleAsync(http, ago, cancel))
            .RequireAuthorization(Policies.Supervisor).WithTags("Supervision")
            .WithName("ReadShiftLog").WithSummary("The log of one shift of the supervisor's line").WithDescription("ago = 0 is the shift that runs. It writes itself from the journal, alarms, switches and notes; each read is audited.")
            .Produces<Wire.ShiftLogView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
        return app;
    }
}
