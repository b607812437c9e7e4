using Hotline.Server.Floor;

namespace Hotline.Server.Dossier;

/// <summary>Log messages of the room: ids only.</summary>
internal static partial class DossierLog
{
    [LoggerMessage(3101, LogLevel.Warning, "Dossier of line {Line}: worker {Worker} may not read contact {Contact}")]
    public static partial void Refused(ILogger logger, LineId line, WorkerId worker, ContactId contact);

    [LoggerMessage(3102, LogLevel.Error, "Dossier of line {Line}: the records do not answer")]
    public static partial void Unavailable(ILogger logger, Exception failure, LineId line);
}
