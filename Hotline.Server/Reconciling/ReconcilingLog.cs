namespace Hotline.Server.Reconciling;

internal static partial class ReconcilingLog
{
    [LoggerMessage(7001, LogLevel.Warning, "A round of the auditor of line {Line} failed: {Message}")]
    public static partial void RoundFailed(ILogger logger, string line, string message);
}
