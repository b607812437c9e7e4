namespace Hotline.Server.Live;

internal static partial class LiveLog
{
    [LoggerMessage(5001, LogLevel.Warning, "Connection {Connection} could not be pushed to")]
    public static partial void PushFailed(ILogger logger, string connection, Exception failure);

    [LoggerMessage(5002, LogLevel.Debug, "Worker {Worker} joined line {Line} on connection {Connection}")]
    public static partial void Joined(ILogger logger, string worker, string line, string connection);


    [LoggerMessage(5003, LogLevel.Warning, "Lease of worker {Worker} on line {Line} was not renewed: {Kind}")]
    public static partial void NotRenewed(ILogger logger, string worker, string line, string kind);

    [LoggerMessage(5004, LogLevel.Debug, "Leases of line {Line} could not be read for a board: {Kind}")]
    public static partial void LeasesUnread(ILogger logger, string line, string kind);
}
