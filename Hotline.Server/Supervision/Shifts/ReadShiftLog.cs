using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Supervision.Shifts;

/// <summary>GET /api/v1/console/shift-log: the log of one shift of the supervisor's line. It names people, so every read is audited.</summary>
internal sealed class ReadShiftLog(RecordsStore store, ILineDirectory lines, IWorkerDirectory workers, IAuditTrail audit, ILedger ledger, ReadShiftLog.Seals seals)
{
    internal sealed record Seals(LineSeal Line, ContactKeys Owners);

    private const int Most = 2000;
    private const int MostAgo = 3 * 366;

    public async Task<IResult> HandleAsync(HttpContext http, int? ago, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.User.FindFirstValue(HotlineClaims.Line) is not { Length: > 0 } id || lines.Find(new LineId(id)) is not { } line) return Problems.Problem("unknown_line");
        if (ago is < 0 or > MostAgo) return Problems.Problem("validation_failed", "ago is 0 for the shift that runs, 1 for the one before, and so on.");
        var span = ShiftSpan.Of(TimeZoneInfo.FindSystemTimeZoneById(line.TimeZone), ledger.Now, ago ?? 0);
        try
        {
            // Audited before it is read: a crash in between leaves one entry too many, never one too few.
            await audit.RecordAsync(new AuditFact(
                $"line:{line.Id}", ledger.Now, $"supervisor:{http.User.FindFirstValue(ClaimTypes.NameIdentifier)}", "ShiftLogRead", $"line:{line.Id}",
                JsonSerializer.Serialize(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["from"] = span.From.ToString("o", CultureInfo.InvariantCulture) })), cancel);
            var entries = await store.ReadAsync(async db => ShiftStory.Tell(await RowsAsync(db, line.Id, span, cancel), NameOf), cancel);
            return TypedResults.Json(
                new Wire.ShiftLogView(line.Id.Value, line.TimeZone, ago ?? 0, span.From, span.Until, entries.Count > Most, [.. entries.Take(Most)]), Wire.WireJson.Default.ShiftLogView);
        }
        catch (RecordsUnavailableException)
        {
            http.Response.Headers.RetryAfter = "2";
            return Problems.Problem("records_unavailable");
        }
    }

    private string NameOf(string id) => workers.Find(new WorkerId(id))?.Name ?? id;

    private async Task<ShiftRows> RowsAsync(RecordsDb db, LineId line, ShiftSpan span, CancellationToken cancel)
    {
        var (own, from, until) = (line.Value, span.From, span.Until);
        var events = await db.Timeline.Where(row => row.Line == own && row.At >= from && row.At < until).Where(ShiftStory.Matters).OrderByDescending(row => row.At).Take(Most + 1).ToListAsync(cancel);
        var written = await db.Set<ShiftLogRow>().Where(row => row.Line == own && row.At >= from && row.At < until).OrderByDescending(row => row.At).Take(Most + 1).ToListAsync(cancel);
        var orders = await db.TypedReasons.Where(row => row.Line == own && row.At >= from && row.At < until).OrderByDescending(row => row.At).Take(Most + 1).ToListAsync(cancel);
        var hands = await db.Hands.Where(row => row.Line == own && row.At >= from && row.At < until).ToListAsync(cancel);
        var epochs = await db.Epochs.Where(row => row.Line == own && row.FinishedAt >= from && row.FinishedAt < until).ToListAsync(cancel);
        return new ShiftRows(events, written, orders.FindAll(order => hands.TrueForAll(hand => hand.CommandId != order.CommandId)), hands, epochs, await OpenAsync(db, line, written, orders, cancel));
    }

    private async Task<Dictionary<string, string>> OpenAsync(RecordsDb db, LineId line, List<ShiftLogRow> written, List<TypedReasonRow> orders, CancellationToken cancel)
    {
        Dictionary<string, string> texts = [];
        using (var key = await seals.Line.KeyAsync(db, line, cancel))
            foreach (var row in written.Where(row => key is not null && row.Text is not null)) texts[row.Id] = key!.OpenText(Places.ShiftLog(row.Id), row.Text);
        foreach (var of in orders.GroupBy(row => row.Subject))
        {
            using var key = await seals.Owners.FindAsync(db, of.Key, cancel);
            foreach (var row in of.Where(_ => key is not null)) texts[row.CommandId] = Open(key!, row);
        }
        return texts;
    }

    private static string Open(DataKey key, TypedReasonRow row) => key.OpenText(Places.Reason(row.CommandId), row.Reason);
}
