using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Each line's floor for those who look at it: as it is, or the last this node had while Redis is away or the floor is restored. Never for deciding.</summary>
public sealed class KeptFloors
{
    private readonly ConcurrentDictionary<LineId, FloorState> kept = new();
    private readonly ConcurrentDictionary<LineId, DateTimeOffset> away = new();
    private readonly ILedger ledger;
    private readonly LedgerHealth health;

    public KeptFloors(ILedger ledger, LedgerHealth health)
    {
        (this.ledger, this.health) = (ledger, health);
        ledger.Moved += (line, _) => Of(line);
    }

    /// <summary><see cref="FloorState.Empty"/> when this node never had one.</summary>
    public FloorState Of(LineId line)
    {
        var state = ledger.State(line);
        return state.Epoch == 0 ? kept.GetValueOrDefault(line, FloorState.Empty) : kept[line] = state;
    }

    /// <summary>Redis does not answer, or the line is being restored: nothing can be decided on it now.</summary>
    public bool IsAway(LineId line) => health.IsFailing(line) || ledger.State(line).Epoch == 0;

    /// <summary>Since when the shown floor is not the living one; null while it is.</summary>
    public DateTimeOffset? AwaySince(LineId line)
    {
        if (IsAway(line)) return away.GetOrAdd(line, _ => ledger.Now);
        away.TryRemove(line, out _);
        return null;
    }
}
