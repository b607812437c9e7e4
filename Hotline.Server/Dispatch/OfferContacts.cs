using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Dispatch;

/// <summary>Makes the offers the planner proposes, one commit an offer set, one after the other on a line.</summary>
internal sealed class OfferContacts(ILedger ledger)
{
    private const int MostCallsAScan = 50;
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(500);

    /// <param name="held">Handed by hand: offered to nobody.</param>
    public async Task RunAsync(LineId line, FloorState state, FloorRules rules, IReadOnlySet<ContactId> held, CancellationToken cancel)
    {
        // Every commit moves the floor; a plan is made once and each offer of it checked again by its commit.
        foreach (var proposal in Planner.Plan(state, ledger.Now, rules, held)) await MakeAsync(line, state, proposal, cancel);
    }

    /// <summary>Any node may offer an imminent contact that stood unoffered for half a second: its leader may be gone.</summary>
    public async Task RescueImminentAsync(LineId line, FloorState state, FloorRules rules, IReadOnlySet<ContactId> held, CancellationToken cancel)
    {
        var now = ledger.Now;
        var first = state.InRankOrder().Where(key => !held.Contains(key.Contact)).Select(key => state.Contact(key.Contact)).FirstOrDefault();
        if (first is not { Grade.Band: Band.Imminent, State: ContactState.Waiting waiting } || now - waiting.Since < RescueAfter) return;
        foreach (var proposal in Planner.Plan(state, now, rules, held))
        {
            if (state.Contact(proposal.Contact) is not { Grade.Band: Band.Imminent, State: ContactState.Waiting since } || now - since.Since < RescueAfter) break;
            await MakeAsync(line, state, proposal, cancel);
        }
    }

    public async Task RaiseLastCallsAsync(LineId line, FloorState state, FloorRules rules, IReadOnlySet<ContactId> held, CancellationToken cancel)
    {
        var now = ledger.Now;
        var raised = 0;
        foreach (var queue in state.Waiting.Where(queue => queue.Key.Band >= Band.Moderate).Select(queue => queue.Value).OrderBy(queue => queue.Min))
            foreach (var key in queue)
            {
                if (held.Contains(key.Contact) || state.Contact(key.Contact) is not { LastCallAt: null } contact) continue;
                if (!Stuck.IsForAll(state, contact, now, rules)) break;
                // The next offer waits for this scan: a long queue is called out over several.
                if (++raised > MostCallsAScan) return;
                await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.RaiseLastCall(contact.Id), cancel);
            }
    }

    /// <summary>Somebody who can take it is on duty again, busy or not: nobody else need be called.</summary>
    public async Task LowerLastCallsAsync(LineId line, FloorState state, FloorRules rules, CancellationToken cancel)
    {
        var now = ledger.Now;
        var lowered = 0;
        foreach (var id in state.LastCalls)
        {
            if (state.Contact(id) is not { State: ContactState.Waiting, LastCallAt: not null } contact || Stuck.IsForAll(state, contact, now, rules)) continue;
            if (++lowered > MostCallsAScan) return;
            await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.LowerLastCall(id), cancel);
        }
    }

    private Task<LedgerAnswer> MakeAsync(LineId line, FloorState state, Proposal proposal, CancellationToken cancel)
    {
        var now = ledger.Now;
        OfferTarget[] targets = [.. proposal.Workers.Select(worker => new OfferTarget(worker.Worker, new OfferId(Wire.CommandIds.Next(now)), worker.WhyYou))];
        return ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.MakeOffers(proposal.Contact, [.. targets], state.Sequence), cancel);
    }
}
