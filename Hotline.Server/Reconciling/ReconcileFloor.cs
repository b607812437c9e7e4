using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Reconciling;

/// <summary>Contacts, offers and workers of the floor against each other; what contradicts is mended by a command like any other.</summary>
internal sealed class ReconcileFloor(ILedger ledger, IFloorSettings settings, IAuditorAlarms alarms)
{
    private const int MostARound = 50;
    private static readonly Actor Auditor = new("system", "auditor");

    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        foreach (var fault in FloorFaults.Of(ledger.State(line), settings.RulesOf(line)).Take(MostARound).ToArray())
        {
            // Contacts first: whom they name is freed with them. A worker over capacity is for a person to decide.
            FloorCommand? command = fault switch
            {
                { Code: "holding_unbacked", Worker: { } worker } => new FloorCommand.ReconcileWorker(worker),
                { Code: "over_capacity" } => null,
                { Contact: { } contact } => new FloorCommand.ReconcileContact(contact),
                _ => null,
            };
            var answer = command is null ? null : await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), Auditor, command, cancel);
            // Unchanged: a command before this one, or the floor itself, mended it meanwhile.
            if (answer is null or LedgerAnswer.Committed) alarms.Found(line, "floor_mended", fault.Contact, fault.Worker, fault.Code);
        }
    }
}
