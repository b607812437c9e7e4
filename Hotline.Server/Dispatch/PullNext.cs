using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Supervision;

namespace Hotline.Server.Dispatch;

/// <summary>A worker takes the next contact without waiting for an offer. Whoever loses it to somebody else gets the one after it.</summary>
public sealed class PullNext(ILedger ledger, IFloorSettings settings, IHeldBack heldBack, Acknowledge acknowledge)
{
    private const int Attempts = 5;

    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.PullOrder order, CancellationToken cancel)
    {
        var actor = new Actor("worker", worker.Value);
        HashSet<ContactId> passed = [.. heldBack.HeldBack(line) ?? new HashSet<ContactId>()];
        for (var attempt = 1; ; attempt++)
        {
            // Also without a contact: the same order sent again is answered as it was the first time.
            var next = Next(line, worker, passed);
            var receipt = await acknowledge.ExecuteAsync(line, order.CommandId, actor, new FloorCommand.PullContact(next, worker), Acknowledge.AcceptWait, cancel);
            if (next is not { } gone || receipt.Refusal is not ("not_waiting" or "unknown_contact") || attempt == Attempts) return receipt;
            passed.Add(gone);
        }
    }

    private ContactId? Next(LineId line, WorkerId id, HashSet<ContactId> passed)
    {
        var state = ledger.State(line);
        // The floor is away or just back: nothing is given before what was handed by hand is known.
        if (heldBack.HeldBack(line) is null || state.Worker(id) is not { } worker) return null;
        foreach (var contact in NextForWorker.Of(state, worker, ledger.Now, settings.RulesOf(line), passed)) return contact;
        return null;
    }
}
