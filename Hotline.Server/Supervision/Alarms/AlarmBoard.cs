using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using StackExchange.Redis;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>What a supervisor must know now: what follows from the floor, and what somebody raised.</summary>
public sealed class AlarmBoard(ILedger ledger, IAlarmStore store, IWorkerDirectory workers, AnswerTargets targets, TimeProvider time, ILogger<AlarmBoard> logger)
{
    private const int Most = 50;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<LineId, (long ReadAt, IReadOnlyList<StoredAlarm> Alarms)> cache = new();
    private readonly ConcurrentDictionary<LineId, Task> reads = new();
    private readonly ConcurrentDictionary<(LineId Line, string What), DateTimeOffset> outages = new();

    /// <param name="storesWhat">Codes of degraded stores; empty when all is well.</param>
    public IReadOnlyList<Wire.AlarmView> Of(Line line, FloorState state, IReadOnlyList<string> storesWhat) =>
        [.. Standing(line, state, storesWhat).Select(alarm => new Wire.AlarmView(
            alarm.Id, alarm.Kind, alarm.At, alarm.Contact?.Value, alarm.Worker?.Value,
            alarm.AcknowledgedBy is not null, alarm.AcknowledgedBy is { } by ? workers.Find(by)?.Name ?? by.Value : null,
            alarm.Worker is { } about ? workers.Find(about)?.Name : null))];

    /// <summary>The same with ids: those not acknowledged first, the gravest first, at most 50.</summary>
    public IReadOnlyList<StoredAlarm> Standing(Line line, FloorState state, IReadOnlyList<string> storesWhat)
    {
        var stored = Known(line.Id);
        var acknowledged = stored.Where(alarm => alarm.AcknowledgedBy is not null).ToDictionary(alarm => alarm.Id, alarm => alarm.AcknowledgedBy);
        var now = ledger.Now;
        var alarms = AlarmConditions.Derive(line, state, contact => targets.For(line, contact), now, Most + acknowledged.Count)
            .Concat(Outages(line.Id, storesWhat, now))
            .Concat(stored.Where(alarm => alarm.Kind.Length > 0))
            .Select(alarm => alarm with { AcknowledgedBy = acknowledged.GetValueOrDefault(alarm.Id) });
        return [.. alarms.OrderBy(alarm => alarm.AcknowledgedBy is not null).ThenBy(alarm => Wire.AlarmView.GravityOf(alarm.Kind)).ThenByDescending(alarm => alarm.At).Take(Most)];
    }

    /// <summary>False when Redis, which keeps the alarms, does not answer.</summary>
    public async Task<bool> AcknowledgeAsync(LineId line, string alarmId, WorkerId by, CancellationToken cancel)
    {
        try
        {
            await store.AcknowledgeAsync(line, alarmId, by, cancel);
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            SupervisionLog.AlarmsUnread(logger, line.Value, failed.GetType().Name);
            return false;
        }
        await ReadAsync(line);
        return true;
    }

    /// <summary>The last known, at once: Redis is asked aside, so that a board never waits for it.</summary>
    private IReadOnlyList<StoredAlarm> Known(LineId line)
    {
        var known = cache.GetValueOrDefault(line, (0, []));
        if ((known.ReadAt == 0 || time.GetElapsedTime(known.ReadAt) >= Fresh) && (!reads.TryGetValue(line, out var reading) || reading.IsCompleted)) reads[line] = ReadAsync(line);
        return known.Alarms;
    }

    private async Task ReadAsync(LineId line)
    {
        try
        {
            cache[line] = (time.GetTimestamp(), await store.ReadAsync(line, CancellationToken.None));
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            // The board goes on with what it has; the degraded store is an alarm of its own.
            SupervisionLog.AlarmsUnread(logger, line.Value, failed.GetType().Name);
        }
    }

    /// <summary>Each outage is an alarm of its own: one acknowledged this morning must not silence the next.</summary>
    private IEnumerable<StoredAlarm> Outages(LineId line, IReadOnlyList<string> storesWhat, DateTimeOffset now)
    {
        foreach (var old in outages.Keys.Where(key => key.Line == line && !storesWhat.Contains(key.What))) outages.TryRemove(old, out _);
        foreach (var what in storesWhat)
        {
            var since = outages.GetOrAdd((line, what), now);
            yield return new StoredAlarm($"store_degraded:{what}:{since.ToUnixTimeMilliseconds()}", "store_degraded", since, null, null, null);
        }
    }
}
