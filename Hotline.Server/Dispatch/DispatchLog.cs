namespace Hotline.Server.Dispatch;

internal static partial class DispatchLog
{
    [LoggerMessage(3001, LogLevel.Error, "A round of line {Line} failed")]
    public static partial void RoundFailed(ILogger logger, string line, Exception failure);

    [LoggerMessage(3002, LogLevel.Information, "This node leads line {Line}: {Leads}")]
    public static partial void Leads(ILogger logger, string line, bool leads);

    [LoggerMessage(3003, LogLevel.Debug, "The lead of line {Line} was not released")]
    public static partial void ReleaseFailed(ILogger logger, string line, Exception failure);

    [LoggerMessage(3004, LogLevel.Information, "Contact {Contact} of line {Line} was opened from the inbox")]
    public static partial void Swept(ILogger logger, string line, string contact);

    [LoggerMessage(3005, LogLevel.Warning, "The inbox of line {Line} could not be read: {Message}")]
    public static partial void SweepFailed(ILogger logger, string line, string message);
}
