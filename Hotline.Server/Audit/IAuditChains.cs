namespace Hotline.Server.Audit;

/// <summary>Reads and verifies the chains.</summary>
public interface IAuditChains
{
    Task<IReadOnlyList<string>> ChainsAsync(CancellationToken cancel);

    /// <summary>Newest first.</summary>
    /// <param name="before">Entries with a smaller number; null = from the newest.</param>
    Task<IReadOnlyList<Wire.AuditEntryView>> PageAsync(string chain, long? before, int most, CancellationToken cancel);

    /// <summary>Reads the whole chain. A cut tail shows only against a head kept elsewhere.</summary>
    Task<Wire.AuditVerification> VerifyAsync(string chain, CancellationToken cancel);
}
