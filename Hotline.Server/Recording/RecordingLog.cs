namespace Hotline.Server.Recording;

internal static partial class RecordingLog
{
    [LoggerMessage(1220, LogLevel.Warning, "Line {Line}: epoch {Epoch} begun ({Why}) with {Contacts} contact(s) and {Workers} worker(s) from the records; {Salvaged} journal entries were recorded first.")]
    public static partial void Restored(ILogger logger, string line, long epoch, string why, int contacts, int workers, long salvaged);

    [LoggerMessage(1224, LogLevel.Information, "Line {Line}: epoch {Epoch} begun at start with {Contacts} contact(s) and {Workers} worker(s) from the records; {Salvaged} journal entries were recorded first.")]
    public static partial void RestoredAtStart(ILogger logger, string line, long epoch, int contacts, int workers, long salvaged);

    [LoggerMessage(1221, LogLevel.Error, "Line {Line}: recording failed; trying again until it works.")]
    public static partial void Failed(ILogger logger, Exception failed, string line);

    [LoggerMessage(1222, LogLevel.Information, "Line {Line}: recording again.")]
    public static partial void Recovered(ILogger logger, string line);

    [LoggerMessage(1223, LogLevel.Error, "The journal could not be recorded to its end while stopping.")]
    public static partial void NotFinished(ILogger logger, Exception failed);
}
