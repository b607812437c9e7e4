using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Attendance;

/// <summary>Finds workers whose consoles stopped answering; a lease decides, never a disconnect event.</summary>
internal sealed class LoseConsoles(ILedger ledger, IGuardedLedger guarded, IConsoleLeases leases, ILogger<LoseConsoles> logger)
{
    private const int MostAScan = 50;

    /// <param name="leadingSince">A new leader, or a restored floor, grants everybody one lease life.</param>
    public async Task RunAsync(LineId line, DateTimeOffset leadingSince, FloorRules rules, CancellationToken cancel)
    {
        var state = ledger.State(line);
        var answers = await leases.ReadAsync(line, cancel);
        var now = ledger.Now;
        var lost = 0;
        // Longest silent first: the scan has a limit.
        foreach (var worker in state.Workers.Values.OrderBy(worker => answers.GetValueOrDefault(worker.Id)).ThenBy(worker => worker.Id.Value, StringComparer.Ordinal))
        {
            if (worker.Presence == PresenceKind.ConsoleLost || (worker.Presence == PresenceKind.OffDuty && worker.Holdings.IsEmpty)) continue;
            var answered = answers.TryGetValue(worker.Id, out var at) ? at : (DateTimeOffset?)null;
            var since = answered > leadingSince ? answered.Value : leadingSince;
            if (now - since <= rules.LeaseLife) continue;
            if (++lost > MostAScan) return;
            AttendanceLog.ConsoleLost(logger, line.Value, worker.Id.Value);
            await guarded.ExecuteAsync(
                line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.LoseConsole(worker.Id),
                new LeaseGuard(worker.Id, answered?.ToUnixTimeMilliseconds()), cancel);
        }
    }
}
