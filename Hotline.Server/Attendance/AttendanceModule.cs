namespace Hotline.Server.Attendance;

public static class AttendanceModule
{
    public static WebApplicationBuilder AddAttendance(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LoseConsoles>();
        builder.Services.AddSingleton<JoinFloor>();
        builder.Services.AddSingleton<SetPresence>();
        builder.Services.AddSingleton<MarkIdle>();
        builder.Services.AddHostedService<LeaveOnChange>();
        return builder;
    }
}
