using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision.Shifts;

/// <summary>A supervisor's own line in the shift log: what no event says.</summary>
internal sealed class WriteShiftNote(RecordsStore store, LineSeal seal, IAuditTrail audit, ILedger ledger)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.ShiftNoteOrder order, CancellationToken cancel)
    {
        if (order.Text.Trim() is not { Length: >= 1 and <= Wire.ShiftNoteOrder.Longest } text) return HandContact.Refuse("shift_note_length");
        try
        {
            await store.WriteAsync(db => PutAsync(db, line, by, order.CommandId, text, cancel), cancel);
            return HandContact.Done;
        }
        catch (RecordsUnavailableException)
        {
            return HandContact.Refuse("records_unavailable");
        }
    }

    private async Task PutAsync(RecordsDb db, LineId line, WorkerId by, string id, string text, CancellationToken cancel)
    {
        if (await db.Set<ShiftLogRow>().AnyAsync(row => row.Id == id, cancel)) return;
        var now = ledger.Now;
        db.Add(new ShiftLogRow { Id = id, Line = line.Value, At = now, Kind = "note", WorkerId = by.Value, Text = await seal.CloseAsync(db, line, Places.ShiftLog(id), text, cancel) });
        var data = JsonSerializer.Serialize(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["command"] = id });
        await audit.AppendAsync(db, [new AuditFact($"line:{line}", now, $"supervisor:{by}", "ShiftNoteWritten", $"line:{line}", data)], cancel);
    }
}
