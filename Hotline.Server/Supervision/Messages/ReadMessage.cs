using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision.Messages;

/// <summary>The worker says: read.</summary>
internal sealed class ReadMessage(RecordsStore store, LineMessages messages, ILedger ledger)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.ReadMessageOrder order, CancellationToken cancel)
    {
        try
        {
            if (!await store.WriteAsync(db => MarkAsync(db, line, worker, order.MessageId, cancel), cancel)) return HandContact.Refuse("unknown_message");
        }
        catch (RecordsUnavailableException)
        {
            return HandContact.Refuse("records_unavailable");
        }
        await messages.LookAsync(line, cancel);
        return HandContact.Done;
    }

    private async Task<bool> MarkAsync(RecordsDb db, LineId line, WorkerId worker, string id, CancellationToken cancel)
    {
        if (!await db.Set<MessageRow>().AnyAsync(row => row.Id == id && row.Line == line.Value && (row.ToWorker == null || row.ToWorker == worker.Value), cancel)) return false;
        if (!await db.Set<MessageReadRow>().AnyAsync(row => row.MessageId == id && row.WorkerId == worker.Value, cancel))
            db.Add(new MessageReadRow { MessageId = id, WorkerId = worker.Value, At = ledger.Now });
        return true;
    }
}
