using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Supervision.Shifts;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>A supervisor has seen an alarm: it stays on the board, quiet, until it is over. The shift log says who.</summary>
internal sealed class AcknowledgeAlarm(AlarmBoard board, ILineDirectory lines, ILedger ledger, IDegradedStores stores, KeepShiftLog log)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, string alarmId, CancellationToken cancel)
    {
        if (lines.Find(line) is not { } known) return HandContact.Refuse("unknown_line");
        if (board.Standing(known, ledger.State(line), stores.DegradedOf(line)).FirstOrDefault(one => one.Id == alarmId) is not { } alarm) return HandContact.Refuse("unknown_alarm");
        if (!await board.AcknowledgeAsync(line, alarmId, by, cancel)) return HandContact.Refuse("ledger_unavailable");
        if (alarm.AcknowledgedBy is null) log.Add(KeepShiftLog.Acknowledged(line, alarm, by, ledger.Now));
        return new Wire.Receipt(true, 0, 0, null, null, false);
    }
}
