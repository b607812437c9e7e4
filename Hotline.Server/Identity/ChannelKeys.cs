using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

/// <summary>A channel key in a node's memory.</summary>
public sealed record KnownKey(string Id, LineId Line, Channel Channel, string SecretHash);

/// <summary>The keys that are not revoked, as read from SQL.</summary>
public sealed class ChannelKeys(IDbContextFactory<RecordsDb> records, DemoAccess demo, LoopBeats loops, TimeProvider clock, ILogger<ChannelKeys> logger)
    : Remembered<FrozenDictionary<string, KnownKey>>(Kinds.Keys, FrozenDictionary<string, KnownKey>.Empty, records, loops, clock, logger)
{
    /// <summary>How exactly the last use is known.</summary>
    public static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    // Compared with when the id is unknown, so that the answer takes as long.
    private static readonly string NoHash = new('0', 64);

    private readonly ConcurrentDictionary<string, DateTimeOffset> unwritten = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> written = new(StringComparer.Ordinal);

    /// <summary>Null when it is malformed, unknown, revoked or wrong.</summary>
    public KnownKey? Check(string? text)
    {
        if (ChannelKeySecret.Parse(text) is not { } sent)
            return null;
        var key = Current.GetValueOrDefault(sent.Id);
        if (!sent.Matches(key?.SecretHash ?? NoHash) || key is null)
            return null;
        var now = Clock.GetUtcNow();
        if (!written.TryGetValue(key.Id, out var last) || now - last >= UseGrain)
            unwritten[key.Id] = now;
        return key;
    }

    protected override async Task<FrozenDictionary<string, KnownKey>> LoadAsync(RecordsDb db, CancellationToken cancel)
    {
        var rows = await db.Set<ChannelKeyRecord>().AsNoTracking().Where(row => row.RevokedAt == null).ToListAsync(cancel);
        return rows.Where(row => !demo.HidesKey(row.Id))
            .Select(row => new KnownKey(row.Id, new LineId(row.Line), Enum.Parse<Channel>(row.Channel), row.SecretHash))
            .ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
    }

    protected override async Task WhilePollingAsync(RecordsDb db, CancellationToken cancel)
    {
        foreach (var (id, at) in unwritten.ToArray())
        {
            await db.Set<ChannelKeyRecord>().Where(row => row.Id == id && (row.LastUsedAt == null || row.LastUsedAt < at))
                .ExecuteUpdateAsync(row => row.SetProperty(key => key.LastUsedAt, at), cancel);
            written[id] = at;
            unwritten.TryRemove(id, out _);
        }
    }
}
