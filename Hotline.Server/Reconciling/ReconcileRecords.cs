using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Reconciling;

/// <summary>The floor against SQL where both stand at one sequence, and the inbox against both.</summary>
internal sealed class ReconcileRecords(RecordsStore store, IInbox inbox, ILedger ledger, IFloorPublisher publisher, IAuditorAlarms alarms)
{
    private const int Attempts = 5;
    private const int MostAlarms = 20;

    /// <summary>The sweeper opens after one second; this long means that it does not.</summary>
    private static readonly TimeSpan InboxLate = TimeSpan.FromSeconds(15);

    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        if (await inbox.UnopenedAsync(line, InboxLate, 1, cancel) is [var stuck, ..] && ledger.State(line).Contact(stuck.Open.Contact) is null)
            alarms.Found(line, "inbox_stuck", stuck.Open.Contact, null, "unopened");
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (from, recorded, to) = await store.ReadAsync(async db => (
                await MarkAsync(db, line, cancel),
                await db.Contacts.Where(row => row.Line == line.Value && row.OnFloor && row.OverAt == null).Select(row => row.ContactId).ToListAsync(cancel),
                await MarkAsync(db, line, cancel)), cancel);
            var state = ledger.State(line);
            if (from != to || from != (state.Epoch, state.Sequence)) continue;
            await CompareAsync(line, state, [.. recorded], cancel);
            return;
        }
    }

    private static async Task<(long, long)> MarkAsync(RecordsDb db, LineId line, CancellationToken cancel)
    {
        var row = await db.Watermarks.Where(row => row.Line == line.Value).Select(row => new { row.Epoch, row.Sequence }).FirstOrDefaultAsync(cancel);
        return row is null ? (0, 0) : (row.Epoch, row.Sequence);
    }

    private async Task CompareAsync(LineId line, FloorState state, HashSet<string> recorded, CancellationToken cancel)
    {
        var live = state.Contacts.Values.Where(contact => contact.IsLive).ToDictionary(contact => contact.Id.Value);
        var unrecorded = live.Values.Where(contact => !recorded.Contains(contact.Id.Value)).ToArray();
        if (unrecorded.Length > 0)
        {
            await store.WriteAsync(db => FloorRows.PutAsync(
                db, line, unrecorded.Select(contact => (state.Epoch, state.Versions[FloorState.Field(contact.Id)], new EntityWrite(FloorState.Field(contact.Id), contact, null))), cancel), cancel);
            foreach (var contact in unrecorded.Take(MostAlarms)) alarms.Found(line, "record_mended", contact.Id, null, "not_recorded");
        }
        var missing = recorded.Where(id => !live.ContainsKey(id)).ToArray();
        if (missing.Length == 0) return;
        // SQL knows people whom the floor has forgotten: it is built anew from SQL.
        foreach (var id in missing.Take(MostAlarms)) alarms.Found(line, "floor_mended", new ContactId(id), null, "not_on_floor");
        await publisher.CloseAsync(line, state.Epoch, cancel);
    }
}
