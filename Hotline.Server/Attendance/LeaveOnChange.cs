using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;

namespace Hotline.Server.Attendance;

/// <summary>Takes a disabled or moved account off the floor: what it held goes back to the queue.</summary>
internal sealed class LeaveOnChange(IWorkerDirectory workers, ILedger ledger, IFloorSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        workers.Changed += OnChanged;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        workers.Changed -= OnChanged;
        return Task.CompletedTask;
    }

    private void OnChanged(KnownWorker worker)
    {
        foreach (var line in settings.Lines)
        {
            if (ledger.State(line).Worker(worker.Id) is not { } present) continue;
            FloorCommand? command = !worker.Enabled || worker.Line != line ? new FloorCommand.LeaveFloor(worker.Id)
                : present.Presence != PresenceKind.ConsoleLost ? new FloorCommand.JoinFloor(worker.Id, worker.Profile) : null;
            if (command is not null) _ = ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), new Actor("administrator", "accounts"), command);
        }
    }
}
