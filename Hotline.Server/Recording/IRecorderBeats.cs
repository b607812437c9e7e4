using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>Whether the recorders live; for readiness.</summary>
public interface IRecorderBeats
{
    /// <summary>When the line's loop last came round without a failure, as leader or not; null before the first time.</summary>
    DateTimeOffset? LastBeatAt(LineId line);

    /// <summary>Start: gives every line a floor. After the checks of records and ledger, before everything else.</summary>
    Task RestoreAllAsync(CancellationToken cancel);
}
