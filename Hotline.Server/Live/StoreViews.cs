using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Supervision.Alarms;

namespace Hotline.Server.Live;

/// <summary>Health of the stores, as consoles show it.</summary>
internal sealed class StoreViews(LedgerHealth health, RecordsHealth records, ILedger ledger, IRecordedProgress progress) : IDegradedStores
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private static readonly Wire.StoresView Well = new(false, []);

    public IReadOnlyList<string> DegradedOf(LineId line) => Of(line).What;

    public Wire.StoresView Of(LineId line)
    {
        List<string> what = [];
        if (health.IsFailing(line)) what.Add("ledger");
        else if (ledger.State(line).Epoch == 0) what.Add("restoring");
        if (records.IsAway) what.Add("records");
        else if (progress.Lag(line).Age > Late) what.Add("recorder_lag");
        return what.Count == 0 ? Well : new Wire.StoresView(true, what);
    }
}
