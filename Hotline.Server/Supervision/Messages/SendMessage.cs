using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision.Messages;

/// <summary>A supervisor writes to one worker or to everybody on the line. The text is sealed in SQL; sent again, it is the same message.</summary>
internal sealed class SendMessage(RecordsStore store, LineSeal seal, LineMessages messages, IWorkerDirectory workers, IAuditTrail audit, ILedger ledger)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.MessageOrder order, CancellationToken cancel)
    {
        if (order.Text.Trim() is not { Length: >= 1 and <= Wire.MessageOrder.Longest } text) return HandContact.Refuse("message_length");
        if (order.WorkerId is { } to && !(workers.Find(new WorkerId(to)) is { Enabled: true } known && known.Line == line)) return HandContact.Refuse("unknown_worker");
        try
        {
            await store.WriteAsync(db => PutAsync(db, line, by, order, text, cancel), cancel);
        }
        catch (RecordsUnavailableException)
        {
            return HandContact.Refuse("records_unavailable");
        }
        await messages.LookAsync(line, cancel);
        return HandContact.Done;
    }

    private async Task PutAsync(RecordsDb db, LineId line, WorkerId by, Wire.MessageOrder order, string text, CancellationToken cancel)
    {
        if (await db.Set<MessageRow>().AnyAsync(row => row.Id == order.CommandId, cancel)) return;
        var now = ledger.Now;
        db.Add(new MessageRow
        {
            Id = order.CommandId, Line = line.Value, FromWorker = by.Value, ToWorker = order.WorkerId, At = now,
            Text = await seal.CloseAsync(db, line, Places.Message(order.CommandId), text, cancel),
        });
        var data = JsonSerializer.Serialize(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["command"] = order.CommandId });
        await audit.AppendAsync(db, [new AuditFact($"line:{line}", now, $"supervisor:{by}", "MessageSent", order.WorkerId is { } to ? $"worker:{to}" : $"line:{line}", data)], cancel);
    }
}
