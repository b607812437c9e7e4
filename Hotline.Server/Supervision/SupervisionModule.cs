using Hotline.Server.Intake;

namespace Hotline.Server.Supervision;

public static class SupervisionModule
{
    /// <summary>Before AddIntake: its alarms go to the boards.</summary>
    public static WebApplicationBuilder AddSupervision(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AnswerTargets>();
        services.AddSingleton<AlarmBoard>();
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
        services.AddScoped<HandContact>();
        services.AddSingleton<WithdrawHand>();
        services.AddSingleton<TakeHand>();
        return builder;
    }
}
