using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Recording;
using Hotline.Tests.Support;

namespace Hotline.Tests.Intake;

/// <summary>A ledger in memory with the real decisions; it can be away, contended, or slow.</summary>
internal sealed class PaperLedger : ILedger, ICarryFiles
{
    private readonly Lock gate = new();
    private readonly Dictionary<CommandId, JournalEntry> done = [];

    public PaperFloor Floor { get; } = new();

    /// <summary>Redis does not answer.</summary>
    public bool Away { get; set; }

    /// <summary>How many commands in a row lose against others.</summary>
    public int Contended { get; set; }

    /// <summary>Commands are answered after this.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public List<(Actor Actor, FloorCommand Command, CommandId Id)> Asked { get; } = [];

    public DateTimeOffset Now => Floor.Now;

    public event Action<LineId, JournalEntry?>? Moved;

    /// <summary>The copy of the floor was read anew: a test has changed it past the ledger.</summary>
    public void Reread() => Moved?.Invoke(Paper.Harbour.Id, null);

    public FloorState State(LineId line) => line == Paper.Harbour.Id ? Floor.State : FloorState.Empty;

    /// <summary>A Redis with an append-only file.</summary>
    public bool Keeps { get; set; }

    /// <summary>What rides in the journal, by command.</summary>
    public Dictionary<CommandId, Carried> InJournal { get; } = [];

    public ValueTask<bool> IsKeptAsync() => ValueTask.FromResult(Keeps);

    public Task<T> UnlessAwayAsync<T>(Task<T> asked) => asked;

    public async Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, Carried carried)
    {
        var answer = await ExecuteAsync(line, id, actor, command);
        if (answer is LedgerAnswer.Committed { Repeated: false }) InJournal[id] = carried;
        return answer;
    }

    public Task<Carried?> FindAsync(JournalEntry entry) => Task.FromResult(InJournal.GetValueOrDefault(entry.Command));

    public async Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, CancellationToken cancel = default)
    {
        await Ready;
        lock (gate)
        {
            Asked.Add((actor, command, id));
            if (Away) return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
            if (Contended-- > 0) return new LedgerAnswer.Refused(Refusal.Contended);
            if (done.TryGetValue(id, out var first)) return new LedgerAnswer.Committed(first, true);
            switch (Floor.Do(command))
            {
                case Decision.Refused refused: return new LedgerAnswer.Refused(refused.Why);
                case Decision.Changed changed:
                    var entry = new JournalEntry(line, 1, Floor.State.Sequence, Now, "t", "p", id, actor, [], changed.Events);
                    done[id] = entry;
                    Moved?.Invoke(line, entry);
                    return new LedgerAnswer.Committed(entry, false);
                default: return new LedgerAnswer.Unchanged(1, Floor.State.Sequence);
            }
        }
    }
}
