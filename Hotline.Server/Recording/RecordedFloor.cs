using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>What SQL has of a line's floor, as values to begin an epoch with.</summary>
internal sealed class RecordedFloor(RecordsStore store, ILedger ledger, IFloorSettings settings) : IRecordedFloor
{
    /// <summary>In the JSON of a contact that another line was given: it stays until that is settled.</summary>
    private const string Unsettled = "\"abroad\":{";

    /// <summary>Live contacts, those over not long enough to be forgotten, and all workers.</summary>
    public async Task<(IReadOnlyList<Contact> Contacts, IReadOnlyList<Worker> Workers, IReadOnlyList<Escalation> Escalations)> ReadAsync(LineId line, CancellationToken cancel)
    {
        var (now, rules) = (ledger.Now, settings.RulesOf(line));
        var forgotten = now - rules.ForgetAfter;
        await store.WriteAsync(
            db => db.Contacts.Where(row => row.Line == line.Value && row.OnFloor && row.OverAt <= forgotten && !row.Value.Contains(Unsettled))
                .ExecuteUpdateAsync(row => row.SetProperty(contact => contact.OnFloor, false), cancel), cancel);
        await store.WriteAsync(
            db => db.Set<EscalationRow>().Where(row => row.Line == line.Value && row.OnFloor && row.OverAt <= forgotten)
                .ExecuteUpdateAsync(row => row.SetProperty(escalation => escalation.OnFloor, false), cancel), cancel);
        var (contacts, workers, escalations) = await store.ReadAsync(async db => (
            await db.Contacts.Where(row => row.Line == line.Value && row.OnFloor).Select(row => row.Value).ToListAsync(cancel),
            await db.WorkerStates.Where(row => row.Line == line.Value).Select(row => row.Value).ToListAsync(cancel),
            await db.Set<EscalationRow>().Where(row => row.Line == line.Value && row.OnFloor).Select(row => row.Value).ToListAsync(cancel)), cancel);
        var (seekers, staff) = FloorRebuild.From(
            // A long queue is mostly reading text.
            contacts.AsParallel().AsOrdered().WithCancellation(cancel).Select(value => JsonSerializer.Deserialize(value, FloorJson.Default.Contact)!),
            workers.Select(value => JsonSerializer.Deserialize(value, FloorJson.Default.Worker)!),
            now, rules);
        // Due times are kept as they are: what came due meanwhile is done at once.
        return (seekers, staff, [.. escalations.Select(value => JsonSerializer.Deserialize(value, FloorJson.Default.Escalation)!)]);
    }
}
