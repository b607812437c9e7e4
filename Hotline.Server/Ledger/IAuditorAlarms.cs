using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Where the auditor says what it found.</summary>
public interface IAuditorAlarms
{
    /// <param name="kind">floor_mended, inbox_stuck, dispatch_late or record_mended.</param>
    /// <param name="code">What exactly; for the log.</param>
    void Found(LineId line, string kind, ContactId? contact, WorkerId? worker, string code);
}
