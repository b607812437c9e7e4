using Hotline.Server.Floor;

namespace Hotline.Server.Intake;

/// <summary>Where an administrator hears that a channel sends what cannot be used. Must be quick and must not throw.</summary>
public interface IIntakeAlarms
{
    /// <param name="codes">Distinct warning codes; never what was sent.</param>
    void Raise(LineId line, ContactId contact, int warnings, IReadOnlyList<string> codes);
}

/// <summary>Until a room with a board takes the alarms: the log.</summary>
internal sealed class LoggedAlarms(ILogger<LoggedAlarms> logger) : IIntakeAlarms
{
    public void Raise(LineId line, ContactId contact, int warnings, IReadOnlyList<string> codes)
    {
        if (logger.IsEnabled(LogLevel.Warning)) IntakeLog.Warned(logger, line, contact, warnings, string.Join(' ', codes));
    }
}
