using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision;

/// <summary>How wrong the expected waits of a band were.</summary>
/// <param name="Judged">Answered contacts that had been told something.</param>
/// <param name="MedianError">Median of |waited − expected|, seconds.</param>
/// <param name="InRange">Share 0–1 answered within the range they were told.</param>
public sealed record ForecastError(int Judged, int MedianError, double InRange)
{
    /// <summary>Null of none.</summary>
    public static ForecastError? Of(IReadOnlyCollection<(TimeSpan Waited, int Expected, WaitRange? Range)> told) => told.Count == 0 ? null : new ForecastError(
        told.Count,
        (int)Math.Round(told.Select(one => Math.Abs(one.Waited.TotalSeconds - one.Expected)).Order().ElementAt((told.Count - 1) / 2)),
        told.Count(one => one.Range is { } range && one.Waited.TotalSeconds >= range.From && one.Waited.TotalSeconds <= range.Until) / (double)told.Count);
}

/// <summary>Expected against measured waits of the last eight hours, from SQL; read at most every 15 seconds a line and only while a board is open.</summary>
public sealed class ForecastErrors(IDbContextFactory<RecordsDb> records, ILedger ledger, TimeProvider time, ILogger<ForecastErrors> logger)
{
    private const int MostRows = 1000;
    private static readonly TimeSpan Shift = TimeSpan.FromHours(8);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private static readonly ImmutableDictionary<Band, ForecastError> None = ImmutableDictionary<Band, ForecastError>.Empty;
    private readonly ConcurrentDictionary<LineId, (long AskedAt, ImmutableDictionary<Band, ForecastError> Errors)> cache = new();

    /// <summary>The last known errors by band, at once; SQL is asked aside, so that a board never waits for it.</summary>
    public ImmutableDictionary<Band, ForecastError> Of(Line line)
    {
        var known = cache.GetValueOrDefault(line.Id, (0, None));
        if (known.AskedAt != 0 && time.GetElapsedTime(known.AskedAt) < Fresh) return known.Errors;
        if (cache.TryAdd(line.Id, (time.GetTimestamp(), known.Errors)) || cache.TryUpdate(line.Id, (time.GetTimestamp(), known.Errors), known)) _ = RefreshAsync(line.Id);
        return known.Errors;
    }

    private async Task RefreshAsync(LineId line)
    {
        try
        {
            cache[line] = (time.GetTimestamp(), await ReadAsync(line, CancellationToken.None));
        }
        catch (Exception failed) when (failed is DbException or RecordsUnavailableException or InvalidOperationException or TimeoutException)
        {
            SupervisionLog.NumbersUnread(logger, line.Value, failed.Message);
        }
    }

    /// <summary>Of the last thousand who were told something.</summary>
    public async Task<ImmutableDictionary<Band, ForecastError>> ReadAsync(LineId line, CancellationToken cancel)
    {
        var from = ledger.Now - Shift;
        await using var db = await records.CreateDbContextAsync(cancel);
        var rows = await db.Set<ContactRow>().AsNoTracking()
            .Where(row => row.Line == line.Value && row.ArrivedAt > from && row.AnsweredAt != null && row.ExpectedSeconds != null)
            .OrderByDescending(row => row.ArrivedAt).Take(MostRows)
            .Select(row => new { row.Band, row.ArrivedAt, row.AnsweredAt, row.ExpectedSeconds, row.Value })
            .ToListAsync(cancel);
        return rows.GroupBy(row => (Band)row.Band).ToImmutableDictionary(
            band => band.Key,
            band => ForecastError.Of([.. band.Select(row => (row.AnsweredAt!.Value - row.ArrivedAt, row.ExpectedSeconds!.Value, JsonSerializer.Deserialize(row.Value, FloorJson.Default.Contact)?.ExpectedRange))])!);
    }
}
