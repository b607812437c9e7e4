namespace Hotline.Server.Attendance;

internal static partial class AttendanceLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Console of worker {Worker} on line {Line} is lost")]
    public static partial void ConsoleLost(ILogger logger, string line, string worker);
}
