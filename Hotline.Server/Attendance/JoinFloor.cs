using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;

namespace Hotline.Server.Attendance;

/// <summary>Puts a worker onto the floor with today's profile, or back from a lost console. Always the newest profile wins.</summary>
public sealed class JoinFloor(ILedger ledger, IWorkerDirectory workers)
{
    public Task<LedgerAnswer> ExecuteAsync(LineId line, WorkerId worker, CancellationToken cancel)
    {
        if (workers.Find(worker) is not { Enabled: true } known) return Task.FromResult<LedgerAnswer>(new LedgerAnswer.Refused(Refusal.UnknownWorker));
        var id = new CommandId(Wire.CommandIds.Next(ledger.Now));
        return ledger.ExecuteAsync(line, id, new Actor("worker", worker.Value), new FloorCommand.JoinFloor(worker, known.Profile), cancel);
    }
}
