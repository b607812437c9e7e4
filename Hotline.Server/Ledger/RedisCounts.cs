using System.Globalization;
using Hotline.Server.Floor;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>How many of everything Redis has of a line, at one sequence.</summary>
/// <param name="Entries">Journal entries; sequence less what was trimmed, when there is no gap.</param>
public sealed record LineCounts(long Sequence, long Entities, long Waiting, long Entries, long Trimmed);

/// <summary>What an auditor reads of Redis beside the journal, and may mend.</summary>
public interface IFloorCounts
{
    /// <summary>Null when another epoch is current.</summary>
    Task<LineCounts?> CountAsync(LineId line, long epoch, CancellationToken cancel);

    /// <summary>The waiting ZSET.</summary>
    Task<IReadOnlyDictionary<ContactId, long>> PlacesAsync(LineId line, long epoch, CancellationToken cancel);

    /// <summary>Writes the waiting ZSET anew; false when the floor has moved on from this state.</summary>
    Task<bool> RequeueAsync(LineId line, FloorState floor, CancellationToken cancel);

    /// <summary>Throws this node's copy away; the feed reads it again.</summary>
    void ReadAgain(LineId line);
}

internal sealed class RedisCounts(RedisStore store, Replicas replicas) : IFloorCounts
{
    public async Task<LineCounts?> CountAsync(LineId line, long epoch, CancellationToken cancel)
    {
        var keys = new LineKeys(line);
        var reply = await store.Database.ScriptEvaluateAsync(LuaScripts.Counts, [keys.Meta, keys.Floor(epoch), keys.Waiting(epoch), keys.Journal(epoch)], [epoch]);
        if (reply.IsNull) return null;
        var counts = (RedisResult[])reply!;
        return new LineCounts((long)counts[0], (long)counts[1], (long)counts[2], (long)counts[3], (long)counts[4]);
    }

    public async Task<IReadOnlyDictionary<ContactId, long>> PlacesAsync(LineId line, long epoch, CancellationToken cancel) =>
        (await store.Database.SortedSetRangeByRankWithScoresAsync(new LineKeys(line).Waiting(epoch)))
            .ToDictionary(row => new ContactId(row.Element.ToString()), row => (long)row.Score);

    public async Task<bool> RequeueAsync(LineId line, FloorState floor, CancellationToken cancel)
    {
        var keys = new LineKeys(line);
        List<RedisValue> arguments = [floor.Epoch, floor.Sequence];
        foreach (var key in floor.InRankOrder())
        {
            arguments.Add(key.Rank.ToString(CultureInfo.InvariantCulture));
            arguments.Add(key.Contact.Value);
        }
        return (int)await store.Database.ScriptEvaluateAsync(LuaScripts.Requeue, [keys.Meta, keys.Waiting(floor.Epoch)], [.. arguments]) == 1;
    }

    public void ReadAgain(LineId line) => replicas.Of(line).Clear();
}
