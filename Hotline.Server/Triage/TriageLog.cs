namespace Hotline.Server.Triage;

internal static partial class TriageLog
{
    [LoggerMessage(1901, LogLevel.Information, "Line {Line}, {Language}: contacts are graded by {Version} from now on.")]
    public static partial void Activated(ILogger logger, string line, string language, string version);

    [LoggerMessage(1902, LogLevel.Error, "Rule set {Version} cannot be used, line {FileLine}: {Reason}. What was active before stays.")]
    public static partial void Unusable(ILogger logger, string version, int fileLine, string reason);

    [LoggerMessage(1903, LogLevel.Warning, "{File} was refused, line {FileLine}: {Reason}. {More} more. What was active before stays.")]
    public static partial void Refused(ILogger logger, string file, int fileLine, string reason, int more);

    [LoggerMessage(1904, LogLevel.Information, "{File} was added as {Version}; propose it on the administrator's page.")]
    public static partial void Added(ILogger logger, string file, string version);

    [LoggerMessage(1906, LogLevel.Warning, "Rule sets in shadow could not grade what was recorded; tried again in a moment.")]
    public static partial void NoShadow(ILogger logger, Exception failure);

    [LoggerMessage(1907, LogLevel.Error, "Text model {Hash} cannot be used: {Reason} Texts are graded by the rules alone.")]
    public static partial void ModelUnusable(ILogger logger, string hash, string reason);

    [LoggerMessage(1905, LogLevel.Warning, "Files of rule sets could not be looked at; tried again in a moment.")]
    public static partial void NotLooked(ILogger logger, Exception failure);
}
