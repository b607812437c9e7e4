using Hotline.Server.Floor;

namespace Hotline.Server.Intake;

/// <summary>Log messages of the room: ids and codes only.</summary>
internal static partial class IntakeLog
{
    [LoggerMessage(3001, LogLevel.Warning, "Intake of line {Line}: contact {Contact} was accepted with {Warnings} warnings: {Codes}")]
    public static partial void Warned(ILogger logger, LineId line, ContactId contact, int warnings, string codes);

    [LoggerMessage(3002, LogLevel.Error, "Intake of line {Line}: the inbox did not store contact {Contact}; the floor {Floor}")]
    public static partial void InboxFailed(ILogger logger, LineId line, ContactId contact, string floor);

    [LoggerMessage(3003, LogLevel.Warning, "Intake of line {Line}: contact {Contact} is in the inbox and not yet on the floor: {Why}")]
    public static partial void NotOnFloor(ILogger logger, LineId line, ContactId contact, string why);

    [LoggerMessage(3004, LogLevel.Error, "Intake of line {Line} failed")]
    public static partial void Failed(ILogger logger, Exception failure, LineId line);

    [LoggerMessage(3005, LogLevel.Warning, "Intake of line {Line}: key {Key} is over its limit")]
    public static partial void OverLimit(ILogger logger, LineId line, string key);

    [LoggerMessage(3006, LogLevel.Error, "Intake of line {Line}: evidence of contact {Contact} is kept but not graded: {Why}")]
    public static partial void NotGraded(ILogger logger, LineId line, ContactId contact, string why);
}
