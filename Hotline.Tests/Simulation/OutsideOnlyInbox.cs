using System.Collections.Frozen;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Tests.Simulation;

/// <summary>The sweeper alone: hands given while Redis is away have tests of their own.</summary>
internal sealed class OutsideOnlyInbox(SweepInbox sweep) : IOutsideFloor
{
    public IReadOnlySet<ContactId>? HeldBack(LineId line) => FrozenSet<ContactId>.Empty;

    public Task BringInAsync(LineId line, CancellationToken cancel) => sweep.RunAsync(line, cancel);

    public Task HandOnAsync(LineId line, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>A Redis that keeps nothing on disk: intake is acknowledged by SQL only.</summary>
internal sealed class NothingCarried : ICarryFiles
{
    public ValueTask<bool> IsKeptAsync() => ValueTask.FromResult(false);

    public Task<T> UnlessAwayAsync<T>(Task<T> asked) => asked;

    public Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, Carried carried) => throw new NotSupportedException();

    public Task<Carried?> FindAsync(JournalEntry entry) => Task.FromResult<Carried?>(null);
}
