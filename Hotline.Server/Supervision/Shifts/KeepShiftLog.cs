using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision.Shifts;

/// <summary>Lines of the shift log on their way into SQL; while SQL is away they wait here. A line has one id wherever it is written, so it is kept once.</summary>
internal sealed class KeepShiftLog(RecordsStore store, ILogger<KeepShiftLog> logger)
{
    private const int MostWaiting = 2000;
    private readonly ConcurrentQueue<ShiftLogRow> waiting = new();

    public static ShiftLogRow Raised(LineId line, StoredAlarm alarm) => Of(line, alarm, "alarm:", "alarm_raised", alarm.At, alarm.Worker);

    public static ShiftLogRow Acknowledged(LineId line, StoredAlarm alarm, WorkerId by, DateTimeOffset at) => Of(line, alarm, "seen:", "alarm_acknowledged", at, by);

    public void Add(ShiftLogRow row)
    {
        waiting.Enqueue(row);
        while (waiting.Count > MostWaiting) waiting.TryDequeue(out _);
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        if (waiting.IsEmpty) return;
        var rows = waiting.ToList();
        try
        {
            await store.WriteAsync(db => PutAsync(db, rows, cancel), cancel);
            for (var written = 0; written < rows.Count; written++) waiting.TryDequeue(out _);
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            // They wait here for the next try.
            SupervisionLog.ShiftLogUnwritten(logger, rows.Count, failed.Message);
        }
    }

    private static async Task PutAsync(RecordsDb db, List<ShiftLogRow> rows, CancellationToken cancel)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var known = await db.Set<ShiftLogRow>().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel);
        // Rows of the caller, tracked by this try alone: the next one has a context of its own.
        db.AddRange(rows.DistinctBy(row => row.Id).Where(row => !known.Contains(row.Id)));
    }

    // Ids are a line's own: two lines may have an alarm of the same millisecond.
    private static ShiftLogRow Of(LineId line, StoredAlarm alarm, string prefix, string kind, DateTimeOffset at, WorkerId? worker) => new()
    {
        Id = $"{prefix}{line}:{alarm.Id}", Line = line.Value, At = at, Kind = kind, Detail = alarm.Kind, ContactId = alarm.Contact?.Value, WorkerId = worker?.Value,
    };
}
