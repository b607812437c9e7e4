using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>New values of hand-overs to partners into their rows; the last of a batch wins.</summary>
internal static class EscalationRows
{
    public static async Task PutAsync(RecordsDb db, LineId line, (long Epoch, long Sequence, EntityWrite Write)[] writes, CancellationToken cancel)
    {
        if (writes.Length == 0) return;
        string[] ids = [.. writes.Select(write => write.Write.Field[2..]).Distinct()];
        var rows = await db.Set<EscalationRow>().Where(row => ids.Contains(row.EscalationId)).ToDictionaryAsync(row => row.EscalationId, cancel);
        foreach (var (epoch, sequence, write) in writes)
        {
            var id = write.Field[2..];
            var row = rows.GetValueOrDefault(id);
            if (write.Escalation is not { } escalation)
            {
                if (row is not null) row.OnFloor = false;
                continue;
            }
            if (row is null)
                db.Set<EscalationRow>().Add(rows[id] = row = new EscalationRow
                {
                    EscalationId = id, Line = line.Value, ContactId = escalation.Contact.Value, WorkerId = escalation.By.Value, BeganAt = escalation.BeganAt, Value = "", Step = "",
                });
            (row.Epoch, row.Sequence, row.OnFloor, row.OverAt, row.Step) = (epoch, sequence, true, escalation.OverAt, escalation.Step.ToString());
            row.Value = JsonSerializer.Serialize(escalation, FloorJson.Default.Escalation);
        }
    }
}
