using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision.Messages;

/// <summary>A supervisor's message, opened. It lives in SQL and in the memory of nodes, never on the floor.</summary>
/// <param name="To">Null: everybody on the line.</param>
internal sealed record LineMessage(string Id, WorkerId From, WorkerId? To, DateTimeOffset At, string Text, ImmutableArray<WorkerId> ReadBy)
{
    public bool IsUnreadFor(WorkerId worker) => From != worker && (To is null || To == worker) && !ReadBy.Contains(worker);
}

/// <summary>This node's memory of a line's messages of the last twelve hours: looked at every second, and only while a console asks.</summary>
internal sealed class LineMessages(RecordsStore store, LineSeal seal, ILedger ledger, TimeProvider time, ILogger<LineMessages> logger)
{
    private const int Most = 200;
    internal static readonly TimeSpan Keep = TimeSpan.FromHours(12);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<LineId, (long ReadAt, IReadOnlyList<LineMessage> Messages)> known = new();
    private readonly ConcurrentDictionary<LineId, Task> looks = new();

    /// <summary>The last known, newest first, at once: SQL is asked aside, so that a console never waits for it.</summary>
    public IReadOnlyList<LineMessage> Of(LineId line)
    {
        var (readAt, messages) = known.GetValueOrDefault(line, (0, []));
        if ((readAt == 0 || time.GetElapsedTime(readAt) >= Fresh) && (!looks.TryGetValue(line, out var look) || look.IsCompleted)) looks[line] = LookAsync(line, CancellationToken.None);
        return messages;
    }

    /// <summary>Reads now; what is known stays known when SQL does not answer. Never throws for the store.</summary>
    public async Task LookAsync(LineId line, CancellationToken cancel)
    {
        var before = known.GetValueOrDefault(line, (0, []));
        try
        {
            known[line] = (time.GetTimestamp(), await store.ReadAsync(db => ReadAsync(db, line, before.Item2, cancel), cancel));
        }
        catch (RecordsUnavailableException failed)
        {
            known[line] = (time.GetTimestamp(), before.Item2);
            SupervisionLog.MessagesUnread(logger, line.Value, failed.Message);
        }
    }

    private async Task<IReadOnlyList<LineMessage>> ReadAsync(RecordsDb db, LineId line, IReadOnlyList<LineMessage> before, CancellationToken cancel)
    {
        var from = ledger.Now - Keep;
        var rows = await db.Set<MessageRow>().Where(row => row.Line == line.Value && row.At > from).OrderByDescending(row => row.At).Take(Most).ToListAsync(cancel);
        if (rows.Count == 0) return [];
        var ids = rows.ConvertAll(row => row.Id);
        var reads = (await db.Set<MessageReadRow>().Where(row => ids.Contains(row.MessageId)).OrderBy(row => row.At).ToListAsync(cancel)).ToLookup(row => row.MessageId, row => new WorkerId(row.WorkerId));
        var opened = before.ToDictionary(message => message.Id, message => message.Text);
        using var key = rows.TrueForAll(row => opened.ContainsKey(row.Id)) ? null : await seal.KeyAsync(db, line, cancel);
        return [.. rows.Where(row => key is not null || opened.ContainsKey(row.Id)).Select(row => new LineMessage(
            row.Id, new WorkerId(row.FromWorker), row.ToWorker is { } to ? new WorkerId(to) : null, row.At,
            opened.TryGetValue(row.Id, out var text) ? text : key!.OpenText(Places.Message(row.Id), row.Text), [.. reads[row.Id]]))];
    }
}
