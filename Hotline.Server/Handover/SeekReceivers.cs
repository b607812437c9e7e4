using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Handover;

/// <summary>Puts each transfer to a skill to the next one who has it, whenever nobody is being asked.</summary>
public sealed class SeekReceivers(ILedger ledger)
{
    public async Task RunAsync(LineId line, FloorState state, FloorRules rules, CancellationToken cancel)
    {
        var now = ledger.Now;
        foreach (var (contact, transfer, worker) in Next(state, rules, now))
        {
            var target = new OfferTarget(worker, new OfferId(Wire.CommandIds.Next(now)), []);
            await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.SeekReceiver(contact.Id, transfer.Number, target, state.Sequence), cancel);
        }
    }

    /// <summary>Who is to be asked now: the longest idle of those who have the skill and room. Pure; nobody is named twice.</summary>
    public static ImmutableArray<(Contact Contact, Transfer Transfer, WorkerId Worker)> Next(FloorState state, FloorRules rules, DateTimeOffset now)
    {
        var next = ImmutableArray.CreateBuilder<(Contact, Transfer, WorkerId)>();
        // The queue and the floor need not be looked at: few are in the making. In one order on every node.
        foreach (var contact in state.Transfers.Select(id => state.Contacts[id]).OrderBy(contact => contact.Transfer!.Until).ThenBy(contact => contact.Id.Value, StringComparer.Ordinal))
        {
            if (contact.Transfer is not { Asks: true, Target: TransferTarget.Skilled { Need: var need } } transfer || contact.Pending.Any() || transfer.Until <= now) continue;
            var found = state.Workers.Values
                .Where(worker => Receiving.IsNext(contact, transfer, need, worker, rules, now) && !next.Any(asked => asked.Item3 == worker.Id))
                .OrderBy(worker => worker.IdleSince).ThenBy(worker => worker.Id.Value, StringComparer.Ordinal).FirstOrDefault();
            if (found is not null) next.Add((contact, transfer, found.Id));
        }
        return next.ToImmutable();
    }
}
