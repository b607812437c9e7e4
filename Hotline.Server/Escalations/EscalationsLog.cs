namespace Hotline.Server.Escalations;

/// <summary>Messages 2100–2109; ids and codes only.</summary>
internal static partial class EscalationsLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Line {Line}: a round of hand-overs failed ({Fault}); the next one looks again.")]
    public static partial void RoundFailed(ILogger logger, string line, string fault);

    [LoggerMessage(2101, LogLevel.Warning, "Hand-over {Escalation}: sending or logging failed; it is tried again.")]
    public static partial void WorkFailed(ILogger logger, string escalation, Exception failed);

    [LoggerMessage(2102, LogLevel.Error, "Line {Line}: hand-over {Escalation} does not go on: {Fault}.")]
    public static partial void IsStuck(ILogger logger, string line, string escalation, string fault);
}
