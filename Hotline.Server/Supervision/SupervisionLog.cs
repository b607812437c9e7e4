namespace Hotline.Server.Supervision;

internal static partial class SupervisionLog
{
    [LoggerMessage(6001, LogLevel.Warning, "Alarms of line {Line} could not be read: {Kind}")]
    public static partial void AlarmsUnread(ILogger logger, string line, string kind);

    [LoggerMessage(6002, LogLevel.Warning, "Alarm {Alarm} on line {Line} for contact {Contact}: {Codes}")]
    public static partial void Raised(ILogger logger, string alarm, string line, string? contact, string codes);

    [LoggerMessage(6003, LogLevel.Error, "Alarm {Alarm} on line {Line} could not be kept")]
    public static partial void NotKept(ILogger logger, string alarm, string line, Exception failure);

    [LoggerMessage(6004, LogLevel.Warning, "Numbers of line {Line} could not be read: {Message}")]
    public static partial void NumbersUnread(ILogger logger, string line, string message);

    [LoggerMessage(6005, LogLevel.Warning, "Contacts handed by hand on line {Line} could not be read: {Message}")]
    public static partial void HandsUnread(ILogger logger, string line, string message);

    [LoggerMessage(6006, LogLevel.Information, "Contact {Contact} of line {Line}, handed by hand to worker {Worker}: {Result}")]
    public static partial void HandSettled(ILogger logger, string line, string contact, string worker, string result);

    [LoggerMessage(6007, LogLevel.Warning, "Contacts handed by hand on line {Line} could not be settled: {Message}")]
    public static partial void HandsUnsettled(ILogger logger, string line, string message);

    [LoggerMessage(6008, LogLevel.Warning, "{Count} lines of the shift log wait for the records: {Message}")]
    public static partial void ShiftLogUnwritten(ILogger logger, int count, string message);

    [LoggerMessage(6009, LogLevel.Warning, "Messages of line {Line} could not be read: {Message}")]
    public static partial void MessagesUnread(ILogger logger, string line, string message);
}
