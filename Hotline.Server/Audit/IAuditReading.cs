namespace Hotline.Server.Audit;

/// <summary>The audit chains as administrators see them.</summary>
public interface IAuditReading
{
    /// <summary>Newest first.</summary>
    /// <param name="chain">Null = every chain.</param>
    /// <param name="before">Only numbers below this; null = from the newest.</param>
    Task<IReadOnlyList<Wire.AuditEntryView>> PageAsync(string? chain, long? before, int count, CancellationToken cancel);

    /// <summary>Recomputes every chain from its first entry.</summary>
    Task<IReadOnlyList<Wire.AuditVerification>> VerifyAsync(CancellationToken cancel);
}
