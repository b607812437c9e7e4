using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>What became of a command.</summary>
public abstract record LedgerAnswer
{
    private LedgerAnswer() { }

    /// <param name="Repeated">The id was seen before; this is its first result.</param>
    public sealed record Committed(JournalEntry Entry, bool Repeated) : LedgerAnswer;

    /// <summary>It held already.</summary>
    public sealed record Unchanged(long Epoch, long Sequence) : LedgerAnswer;

    public sealed record Refused(Refusal Why) : LedgerAnswer;
}

/// <summary>The one way to change a floor: decide purely, commit once.</summary>
public interface ILedger
{
    /// <summary>
    /// Never throws for the store: <see cref="Refusal.LedgerUnavailable"/> when Redis did not answer (the command may have run;
    /// send the same id again) or the line is being restored.
    /// </summary>
    Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, CancellationToken cancel = default);

    /// <summary>This node's copy of the floor; <see cref="FloorState.Empty"/> when none was read yet.</summary>
    FloorState State(LineId line);

    /// <summary>Ledger time: this node's clock plus its offset to Redis TIME, never before the last commit seen.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Raised with the line after this node's copy moved. Handlers must be quick and must not throw.</summary>
    event Action<LineId, JournalEntry?>? Moved;
}
