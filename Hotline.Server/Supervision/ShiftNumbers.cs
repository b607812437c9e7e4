using System.Collections.Concurrent;
using System.Data.Common;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision;

/// <param name="InTarget15">Share of those answered in the last 15 minutes that were answered within target; null when none was.</param>
public sealed record ShiftNumber(double? InTarget15, double? InTargetShift, int Answered, int Abandoned, int OffersExpired)
{
    public static readonly ShiftNumber None = new(null, null, 0, 0, 0);
}

/// <summary>Numbers of the last eight hours from SQL, read at most every two seconds a line and only while a board is open.</summary>
public sealed class ShiftNumbers(IDbContextFactory<RecordsDb> records, ILedger ledger, AnswerTargets targets, TimeProvider time, ILogger<ShiftNumbers> logger)
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(8);
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<LineId, (long AskedAt, ShiftNumber Number)> cache = new();

    /// <summary>The last known numbers, at once; SQL is asked aside, so that a board never waits for it.</summary>
    public ShiftNumber Of(Line line)
    {
        var known = cache.GetValueOrDefault(line.Id, (0, ShiftNumber.None));
        if (known.AskedAt != 0 && time.GetElapsedTime(known.AskedAt) < Fresh) return known.Number;
        if (cache.TryAdd(line.Id, (time.GetTimestamp(), known.Number)) || cache.TryUpdate(line.Id, (time.GetTimestamp(), known.Number), known)) _ = RefreshAsync(line);
        return known.Number;
    }

    private async Task RefreshAsync(Line line)
    {
        try
        {
            cache[line.Id] = (time.GetTimestamp(), await ReadAsync(line, CancellationToken.None));
        }
        catch (Exception failed) when (failed is DbException or RecordsUnavailableException or InvalidOperationException or TimeoutException)
        {
            SupervisionLog.NumbersUnread(logger, line.Id.Value, failed.Message);
        }
    }

    private async Task<ShiftNumber> ReadAsync(Line line, CancellationToken cancel)
    {
        var now = ledger.Now;
        var from = now - Shift;
        await using var db = await records.CreateDbContextAsync(cancel);
        var rows = await db.Set<ContactRow>().AsNoTracking()
            .Where(row => row.Line == line.Id.Value && row.ArrivedAt > from)
            .Select(row => new { row.Band, row.Channel, row.Language, row.ArrivedAt, row.AnsweredAt, row.Phase })
            .ToListAsync(cancel);
        var expired = await db.Set<TimelineRow>().AsNoTracking()
            .CountAsync(row => row.Line == line.Id.Value && row.At > from && row.Kind == nameof(FloorEvent.OfferExpired), cancel);
        var answered = rows.Where(row => row.AnsweredAt is not null)
            .Select(row => (At: row.AnsweredAt!.Value, InTarget: row.AnsweredAt.Value - row.ArrivedAt <= targets.For(line, row.Language, (Band)row.Band, (Channel)row.Channel))).ToList();
        return new ShiftNumber(
            Share(answered.Where(one => one.At > now - Recent).Select(one => one.InTarget)), Share(answered.Select(one => one.InTarget)),
            answered.Count, rows.Count(row => row.Phase == Wire.Phase.Abandoned), expired);
    }

    private static double? Share(IEnumerable<bool> inTarget)
    {
        var all = inTarget.ToList();
        return all.Count == 0 ? null : all.Count(one => one) / (double)all.Count;
    }
}
