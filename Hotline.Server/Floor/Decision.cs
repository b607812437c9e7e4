using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>When and in which epoch a decision is taken.</summary>
public readonly record struct Moment(DateTimeOffset Now, long Epoch);

/// <summary>What a decision may read.</summary>
public interface IFloorView
{
    Contact? Contact(ContactId id);
    Worker? Worker(WorkerId id);
    Escalation? Escalation(EscalationId id);
}

/// <summary>What a command comes to.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <param name="Contacts">New values; null drops the contact from the floor. Without any value the events alone are journaled.</param>
    public sealed record Changed(
        ImmutableDictionary<ContactId, Contact?> Contacts, ImmutableDictionary<WorkerId, Worker?> Workers, ImmutableArray<FloorEvent> Events) : Decision
    {
        public ImmutableDictionary<EscalationId, Escalation?> Escalations { get; init; } = ImmutableDictionary<EscalationId, Escalation?>.Empty;

        /// <summary>All new values, as an entry has them.</summary>
        public IEnumerable<EntityWrite> Writes()
        {
            foreach (var (id, value) in Contacts) yield return new EntityWrite(FloorState.Field(id), value, null);
            foreach (var (id, value) in Workers) yield return new EntityWrite(FloorState.Field(id), null, value);
            foreach (var (id, value) in Escalations) yield return new EntityWrite(FloorState.Field(id), null, null, value);
        }
    }

    /// <summary>It holds already; nothing is written.</summary>
    public sealed record Unchanged : Decision;

    public sealed record Refused(Refusal Why) : Decision;
}
