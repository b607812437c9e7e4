using System.Collections.Concurrent;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Supervision;

namespace Hotline.Server.Reconciling;

/// <summary>Timers that should have run and offers that should have been made: done here and now, and said aloud.</summary>
internal sealed class ReconcileDispatch(ILedger ledger, IFloorSettings settings, OfferContacts offer, IHeldBack handed, IAuditorAlarms alarms)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<LineId, HashSet<ContactId>> unoffered = new();

    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        await RunLateTimersAsync(line, cancel);
        if (handed.HeldBack(line) is not { } held) return;
        var (state, now, rules) = (ledger.State(line), ledger.Now, settings.RulesOf(line));
        HashSet<ContactId> could = [.. Planner.Plan(state, now, rules, held).Select(proposal => state.Contact(proposal.Contact)!)
            .Where(contact => contact.State is ContactState.Waiting waiting && now - waiting.Since > Late).Select(contact => contact.Id)];
        // Free hands may have come a moment ago: only what was so a round ago as well is late.
        var before = unoffered.GetValueOrDefault(line, []);
        unoffered[line] = could;
        could = [.. could.Where(before.Contains)];
        if (could.Count == 0) return;
        foreach (var contact in could) alarms.Found(line, "dispatch_late", contact, null, "unoffered");
        await offer.RunAsync(line, state, rules, held, cancel);
    }

    private async Task RunLateTimersAsync(LineId line, CancellationToken cancel)
    {
        var latest = (ledger.Now - Late).ToUnixTimeMilliseconds();
        foreach (var due in ledger.State(line).Due.TakeWhile(due => due.Rank < latest).ToArray())
        {
            var command = new CommandId(Wire.CommandIds.Next(ledger.Now));
            if (await ledger.ExecuteAsync(line, command, new Actor("system", "auditor"), new FloorCommand.RunTimers(due.Contact), cancel) is LedgerAnswer.Committed)
                alarms.Found(line, "dispatch_late", due.Contact, null, "timer");
        }
    }
}
