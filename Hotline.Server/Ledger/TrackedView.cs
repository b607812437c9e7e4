using System.Diagnostics.CodeAnalysis;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>A floor that notes what a decision reads, and the version it read. Fresh values from Redis lie over the copy.</summary>
internal sealed class TrackedView(FloorState state, IReadOnlyDictionary<string, (long Version, EntityWrite Write)> fresh) : IFloorView
{
    /// <summary>Version of an entity that is not there; restored ones have 0.</summary>
    public const long Missing = -1;

    public Dictionary<string, long> Reads { get; } = [];

    public Contact? Contact(ContactId id) => IsFresh(FloorState.Field(id), out var found) ? found.Contact : state.Contact(id);

    public Worker? Worker(WorkerId id) => IsFresh(FloorState.Field(id), out var found) ? found.Worker : state.Worker(id);

    public Escalation? Escalation(EscalationId id) => IsFresh(FloorState.Field(id), out var found) ? found.Escalation : state.Escalation(id);

    /// <summary>Notes the version that is read, and whether the value is one from Redis.</summary>
    private bool IsFresh(string field, [NotNullWhen(true)] out EntityWrite? found)
    {
        if (fresh.TryGetValue(field, out var read))
        {
            (Reads[field], found) = (read.Version, read.Write);
            return true;
        }
        (Reads[field], found) = (state.Versions.GetValueOrDefault(field, Missing), null);
        return false;
    }
}
