using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using StackExchange.Redis;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>Puts an alarm on the line's boards and into the log.</summary>
public sealed class RaiseAlarm(ILedger ledger, IAlarmStore store, ILogger<RaiseAlarm> logger) : IIntakeAlarms, IAuditorAlarms
{
    public void Raise(LineId line, ContactId contact, int warnings, IReadOnlyList<string> codes) =>
        _ = RaiseAsync(line, "intake_warning", contact, null, string.Join(' ', codes));

    /// <summary>Two workers claim one contact: the one who holds it keeps it, a person decides.</summary>
    public Task DoubleClaimAsync(LineId line, ContactId contact, WorkerId claimant) => RaiseAsync(line, "double_claim", contact, claimant, "");

    public void Found(LineId line, string kind, ContactId? contact, WorkerId? worker, string code) => _ = RaiseAsync(line, kind, contact, worker, code);

    /// <summary>The floor does not take what was handed by hand while it was away.</summary>
    public Task HandUnreconciledAsync(LineId line, ContactId contact, WorkerId worker) => RaiseAsync(line, "hand_unreconciled", contact, worker, "");

    private async Task RaiseAsync(LineId line, string kind, ContactId? contact, WorkerId? worker, string codes)
    {
        SupervisionLog.Raised(logger, kind, line.Value, contact?.Value, codes);
        try
        {
            await store.RaiseAsync(line, new StoredAlarm($"{kind}:{contact}:{worker}", kind, ledger.Now, contact, worker, null), CancellationToken.None);
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            SupervisionLog.NotKept(logger, kind, line.Value, failed);
        }
    }
}
