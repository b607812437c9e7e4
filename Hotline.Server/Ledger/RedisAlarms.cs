using System.Globalization;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>An alarm that somebody raised, or the acknowledgement of one that follows from the floor. Ids, codes and times only.</summary>
public sealed record StoredAlarm(string Id, string Kind, DateTimeOffset At, ContactId? Contact, WorkerId? Worker, WorkerId? AcknowledgedBy);

/// <summary>Alarms of a line, shared by all nodes; at most eight hours old.</summary>
public interface IAlarmStore
{
    Task RaiseAsync(LineId line, StoredAlarm alarm, CancellationToken cancel);

    /// <summary>It is over; the next of its kind is another one.</summary>
    Task EndAsync(LineId line, string alarmId, CancellationToken cancel);
    Task AcknowledgeAsync(LineId line, string alarmId, WorkerId by, CancellationToken cancel);
    Task<IReadOnlyList<StoredAlarm>> ReadAsync(LineId line, CancellationToken cancel);
}

/// <summary>One HASH a line: <c>a:{id}</c> the alarm, <c>k:{id}</c> who acknowledged it and when.</summary>
internal sealed class RedisAlarms(RedisStore store, LedgerClock clock) : IAlarmStore
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(8);

    public Task RaiseAsync(LineId line, StoredAlarm alarm, CancellationToken cancel) =>
        store.Database.HashSetAsync(new LineKeys(line).Alarms, "a:" + alarm.Id, string.Join('|', alarm.At.ToUnixTimeMilliseconds(), alarm.Kind, alarm.Contact?.Value, alarm.Worker?.Value));

    public Task EndAsync(LineId line, string alarmId, CancellationToken cancel) =>
        store.Database.HashDeleteAsync(new LineKeys(line).Alarms, ["a:" + alarmId, "k:" + alarmId]);

    public Task AcknowledgeAsync(LineId line, string alarmId, WorkerId by, CancellationToken cancel) =>
        store.Database.HashSetAsync(new LineKeys(line).Alarms, "k:" + alarmId, string.Join('|', clock.Now.ToUnixTimeMilliseconds(), by.Value));

    public async Task<IReadOnlyList<StoredAlarm>> ReadAsync(LineId line, CancellationToken cancel)
    {
        var key = new LineKeys(line).Alarms;
        var fields = (await store.Database.HashGetAllAsync(key)).ToDictionary(entry => entry.Name.ToString(), entry => entry.Value.ToString().Split('|'));
        var oldest = (clock.Now - Keep).ToUnixTimeMilliseconds();
        var old = fields.Where(field => Number(field.Value[0]) < oldest).Select(field => field.Key).ToArray();
        if (old.Length > 0) await store.Database.HashDeleteAsync(key, Array.ConvertAll(old, field => (StackExchange.Redis.RedisValue)field));
        List<StoredAlarm> alarms = [];
        foreach (var (field, parts) in fields.Where(field => !old.Contains(field.Key)))
        {
            var id = field[2..];
            var by = fields.TryGetValue("k:" + id, out var acknowledgement) ? new WorkerId(acknowledgement[1]) : (WorkerId?)null;
            if (field.StartsWith("a:", StringComparison.Ordinal))
                alarms.Add(new StoredAlarm(id, parts[1], DateTimeOffset.FromUnixTimeMilliseconds(Number(parts[0])), Contact(parts[2]), Worker(parts[3]), by));
            else if (!fields.ContainsKey("a:" + id))
                alarms.Add(new StoredAlarm(id, "", default, null, null, by));
        }
        return alarms;
    }

    private static ContactId? Contact(string text) => text.Length == 0 ? null : new ContactId(text);
    private static WorkerId? Worker(string text) => text.Length == 0 ? null : new WorkerId(text);
    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
