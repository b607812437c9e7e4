using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>A floor that notes what a decision reads, and the version it read. Fresh values from Redis lie over the copy.</summary>
internal sealed class TrackedView(FloorState state, IReadOnlyDictionary<string, (long Version, EntityWrite Write)> fresh) : IFloorView
{
    /// <summary>Version of an entity that is not there; restored ones have 0.</summary>
    public const long Missing = -1;

    public Dictionary<string, long> Reads { get; } = [];

    public Contact? Contact(ContactId id)
    {
        var field = FloorState.Field(id);
        if (fresh.TryGetValue(field, out var found))
        {
            Reads[field] = found.Version;
            return found.Write.Contact;
        }
        Reads[field] = state.Versions.GetValueOrDefault(field, Missing);
        return state.Contact(id);
    }

    public Worker? Worker(WorkerId id)
    {
        var field = FloorState.Field(id);
        if (fresh.TryGetValue(field, out var found))
        {
            Reads[field] = found.Version;
            return found.Write.Worker;
        }
        Reads[field] = state.Versions.GetValueOrDefault(field, Missing);
        return state.Worker(id);
    }

    public Escalation? Escalation(EscalationId id)
    {
        var field = FloorState.Field(id);
        if (fresh.TryGetValue(field, out var found))
        {
            Reads[field] = found.Version;
            return found.Write.Escalation;
        }
        Reads[field] = state.Versions.GetValueOrDefault(field, Missing);
        return state.Escalation(id);
    }
}
