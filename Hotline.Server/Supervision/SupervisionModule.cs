using Hotline.Server.Intake;
using Hotline.Server.Reconciling;

namespace Hotline.Server.Supervision;

public static class SupervisionModule
{
    /// <summary>Before AddIntake: its alarms go to the boards.</summary>
    public static WebApplicationBuilder AddSupervision(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton<RaiseAlarm>();
        services.AddSingleton<IIntakeAlarms>(all => all.GetRequiredService<RaiseAlarm>());
        services.AddSingleton<IAuditorAlarms>(all => all.GetRequiredService<RaiseAlarm>());
        services.AddSingleton<ShiftNumbers>();
        services.AddSingleton<AssignContact>();
        services.AddSingleton<RequeueContact>();
        services.AddSingleton<TakeOverContact>();
        services.AddSingleton<ForceContact>();
        services.AddSingleton<SetWorkerPresence>();
        services.AddSingleton<TypedReasons>();
        return builder;
    }
}
