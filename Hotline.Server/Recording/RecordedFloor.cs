using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Recording;

/// <summary>What SQL has of a line's floor, as values to begin an epoch with.</summary>
internal sealed class RecordedFloor(RecordsStore store, ILedger ledger, IFloorSettings settings) : IRecordedFloor
{
    /// <summary>In the JSON of a contact that another line was given: it stays until that is settled.</summary>
    private const string Unsettled = "\"abroad\":{";

    /// <summary>Live contacts, those over not long enough to be forgotten, and all workers.</summary>
    public async Task<(IReadOnlyList<Contact> Contacts, IReadOnlyList<Worker> Workers)> ReadAsync(LineId line, CancellationToken cancel)
    {
        var (now, rules) = (ledger.Now, settings.RulesOf(line));
        var forgotten = now - rules.ForgetAfter;
        await store.WriteAsync(
            db => db.Contacts.Where(row => row.Line == line.Value && row.OnFloor && row.OverAt <= forgotten && !row.Value.Contains(Unsettled))
                .ExecuteUpdateAsync(row => row.SetProperty(contact => contact.OnFloor, false), cancel), cancel);
        var (contacts, workers) = await store.ReadAsync(async db => (
            await db.Contacts.Where(row => row.Line == line.Value && row.OnFloor).Select(row => row.Value).ToListAsync(cancel),
            await db.WorkerStates.Where(row => row.Line == line.Value).Select(row => row.Value).ToListAsync(cancel)), cancel);
        return FloorRebuild.From(
            contacts.Select(value => JsonSerializer.Deserialize(value, FloorJson.Default.Contact)!),
            workers.Select(value => JsonSerializer.Deserialize(value, FloorJson.Default.Worker)!),
            now, rules);
    }
}
