namespace Hotline.Server.Escalations.BackChannel;

internal static partial class PartnerLog
{
    [LoggerMessage(2221, LogLevel.Warning, "A message of a partner was refused: {Reason}.")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(2222, LogLevel.Error, "A refusal of a partner's message ({Reason}) could not be audited.")]
    public static partial void NotAudited(ILogger logger, string reason, Exception failure);

    [LoggerMessage(2223, LogLevel.Warning, "The memory of partners' messages does not answer; the floor's own memory keeps them from counting twice.")]
    public static partial void NotRemembered(ILogger logger, Exception failure);

    [LoggerMessage(2224, LogLevel.Warning, "Old messages of partners could not be forgotten; tried again later.")]
    public static partial void NotForgotten(ILogger logger, Exception failure);
}
