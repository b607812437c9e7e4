using Hotline.Server.Floor;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Records;

/// <summary>What the record says happened to a hand-over.</summary>
internal sealed class EscalationTimeline(RecordsStore store)
{
    /// <summary>Of one contact: hand-overs of the same contact stand in one timeline, as they happened.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer.</exception>
    public Task<IReadOnlyList<Wire.TimelineEntry>> ReadAsync(LineId line, ContactId contact, DateTimeOffset from, CancellationToken cancel) =>
        store.LookAsync(async db =>
        {
            var rows = await db.Timeline.AsNoTracking().Where(row => row.ContactId == contact.Value && row.Line == line.Value && row.At >= from && row.Kind.StartsWith("Escalation"))
                .OrderBy(row => row.Epoch).ThenBy(row => row.Sequence).ThenBy(row => row.Number).ToListAsync(cancel);
            return (IReadOnlyList<Wire.TimelineEntry>)[.. rows.Select(row => new Wire.TimelineEntry(row.At, row.Kind, row.WorkerId, null, row.Detail))];
        }, cancel);
}
