namespace Hotline.Server.Floor;

/// <summary>A commit that holds only while this worker's lease value is unchanged.</summary>
/// <param name="Value">Unix ms as read; null when there was none.</param>
public sealed record LeaseGuard(WorkerId Worker, long? Value);
