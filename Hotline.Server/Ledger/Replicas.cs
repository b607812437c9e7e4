using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>All lines' copies on this node.</summary>
internal sealed class Replicas(LedgerClock clock, IFloorSettings settings) : IRecentEntries
{
    private readonly ConcurrentDictionary<LineId, LineReplica> lines = new();

    public event Action<LineId, JournalEntry?>? Moved;

    public IReadOnlyList<JournalEntry> After(LineId line, long epoch, long sequence, int most) => Of(line).After(epoch, sequence, most);

    public string? SealedOf(LineId line, long epoch, long sequence) => Of(line).SealedOf(epoch, sequence);

    public long LastEpoch(LineId line) => Of(line).LastEpoch;

    public LineReplica Of(LineId line) => lines.GetOrAdd(line, id =>
    {
        var replica = new LineReplica(id, clock, () => settings.RulesOf(id));
        replica.Moved += (moved, entry) => Moved?.Invoke(moved, entry);
        return replica;
    });
}
