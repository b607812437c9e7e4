using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>The new value of one entity; all null means it was dropped from the floor.</summary>
/// <param name="Field">Field in the line's HASH: <c>c:{contact}</c>, <c>w:{worker}</c> or <c>e:{escalation}</c>.</param>
public sealed record EntityWrite(string Field, Contact? Contact, Worker? Worker, Escalation? Escalation = null)
{
    /// <summary>A whole floor, entity by entity.</summary>
    public static IEnumerable<EntityWrite> Of(IEnumerable<Contact> contacts, IEnumerable<Worker> workers, IEnumerable<Escalation> escalations) =>
        contacts.Select(contact => new EntityWrite(FloorState.Field(contact.Id), contact, null))
            .Concat(workers.Select(worker => new EntityWrite(FloorState.Field(worker.Id), null, worker)))
            .Concat(escalations.Select(escalation => new EntityWrite(FloorState.Field(escalation.Id), null, null, escalation)));
}

/// <summary>One committed change. Sequences are gapless per line and epoch.</summary>
/// <param name="At">Ledger time of the commit; never goes back within an epoch.</param>
/// <param name="Tag">Random; an acknowledgement that waits, waits for its own tag.</param>
/// <param name="Carries">Something sealed came with it, because SQL was away.</param>
public sealed record JournalEntry(
    LineId Line, long Epoch, long Sequence, DateTimeOffset At, string Tag, string PreviousTag, CommandId Command, Actor Actor,
    ImmutableArray<EntityWrite> Writes, ImmutableArray<FloorEvent> Events, bool Carries = false);
