using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>SQL came back without, or with an older record of a line whose floor lives: the record begins again with the floor as it is.</summary>
internal sealed class AdoptFloor(EpochLog epochs, IAuditTrail audit, ILedger ledger, TimeProvider time) : IFloorAdoption
{
    /// <summary>The point from which to record on; null when this node's copy is not there yet, or somebody else was faster.</summary>
    public async Task<RecordPoint?> AdoptAsync(LineId line, RecordPoint? from, long epoch, CancellationToken cancel)
    {
        var state = ledger.State(line);
        if (state.Epoch != epoch) return null;
        var to = new RecordPoint(line, epoch, state.Sequence, state.Tag, epoch);
        return await epochs.MoveAsync(from, to, "adopted", db => WriteAsync(db, line, state, cancel), cancel) ? to : null;
    }

    private async Task WriteAsync(RecordsDb db, LineId line, FloorState state, CancellationToken cancel)
    {
        var writes = EntityWrite.Of(state.Contacts.Values, state.Workers.Values, state.Escalations.Values);
        await FloorRows.PutAsync(db, line, writes.Select(write => (state.Epoch, state.Versions.GetValueOrDefault(write.Field), write)), cancel);
        foreach (var stale in await db.Contacts.Where(row => row.Line == line.Value && row.OnFloor).ToListAsync(cancel))
            stale.OnFloor = state.Contacts.ContainsKey(new ContactId(stale.ContactId));
        foreach (var stale in await db.WorkerStates.Where(row => row.Line == line.Value).ToListAsync(cancel))
            if (!state.Workers.ContainsKey(new WorkerId(stale.WorkerId))) db.WorkerStates.Remove(stale);
        foreach (var stale in await db.Set<EscalationRow>().Where(row => row.Line == line.Value && row.OnFloor).ToListAsync(cancel))
            stale.OnFloor = state.Escalations.ContainsKey(new EscalationId(stale.EscalationId));
        await SqlInbox.MarkOpenedAsync(db, [.. state.Contacts.Keys.Select(contact => contact.Value)], time.GetUtcNow(), cancel);
        await audit.AppendAsync(db, [new AuditFact(
            RecordJournal.ChainOf(line), time.GetUtcNow(), "system:recorder", "FloorAdopted", "line",
            $$"""{"entry":"{{state.Epoch}}.{{state.Sequence}}","tag":"{{state.Tag}}"}""")], cancel);
    }
}
