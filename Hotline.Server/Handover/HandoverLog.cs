namespace Hotline.Server.Handover;

internal static partial class HandoverLog
{
    [LoggerMessage(3151, LogLevel.Warning, "Line {Line} could not hand contact {Contact} to another line yet: {Failure}")]
    public static partial void SendingFailed(ILogger logger, string line, string contact, string failure);
}
