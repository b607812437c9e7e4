using System.Collections.Concurrent;
using Hotline.Server.Attendance;
using Hotline.Server.Floor;
using Hotline.Server.Handover;
using Hotline.Server.Ledger;
using Hotline.Server.Supervision;

namespace Hotline.Server.Dispatch;

/// <summary>One look at one line: what is due, what can be offered, what the inbox holds, whose console is gone.</summary>
internal sealed class LineRounds(ILedger ledger, IFloorSettings settings, IOutsideFloor outside, LoseConsoles lose, OfferContacts offer, SeekReceivers seek, TimeProvider time)
{
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<LineId, long> slowRounds = new();
    private readonly ConcurrentDictionary<LineId, Task> sweeps = new();
    private readonly ConcurrentDictionary<LineId, (long Epoch, DateTimeOffset SeenAt)> epochs = new();

    /// <param name="leadingSince">Null on a node that does not lead the line.</param>
    public async Task RunAsync(LineId line, DateTimeOffset? leadingSince, CancellationToken cancel)
    {
        var state = ledger.State(line);
        if (state.Epoch == 0) return;
        var rules = settings.RulesOf(line);
        if (leadingSince is not { } since)
        {
            if (outside.HeldBack(line) is { } others) await offer.RescueImminentAsync(line, state, rules, others, cancel);
            return;
        }
        var epoch = epochs.AddOrUpdate(line, _ => (state.Epoch, ledger.Now), (_, seen) => seen.Epoch == state.Epoch ? seen : (state.Epoch, ledger.Now));
        await RunTimersAsync(line, state, cancel);
        if (IsSlowRoundDue(line))
        {
            // SQL may hang; no offer waits for it.
            if (!sweeps.TryGetValue(line, out var sweeping) || sweeping.IsCompleted) sweeps[line] = outside.BringInAsync(line, cancel);
            await lose.RunAsync(line, epoch.SeenAt > since ? epoch.SeenAt : since, rules, cancel);
            await offer.LowerLastCallsAsync(line, ledger.State(line), rules, cancel);
            if (outside.HeldBack(line) is { } handed) await offer.RaiseLastCallsAsync(line, ledger.State(line), rules, handed, cancel);
        }
        await outside.HandOnAsync(line, cancel);
        // Before the queue: whoever is sought for a conversation that runs is asked first.
        await seek.RunAsync(line, ledger.State(line), rules, cancel);
        // Just back: nothing is offered before what was handed by hand meanwhile is known.
        if (outside.HeldBack(line) is { } held) await offer.RunAsync(line, ledger.State(line), rules, held, cancel);
    }

    private async Task RunTimersAsync(LineId line, FloorState state, CancellationToken cancel)
    {
        var now = ledger.Now.ToUnixTimeMilliseconds();
        foreach (var due in state.Due)
        {
            if (due.Rank > now) break;
            await ledger.ExecuteAsync(line, NextCommand(), Actor.System, new FloorCommand.RunTimers(due.Contact), cancel);
        }
    }

    private bool IsSlowRoundDue(LineId line)
    {
        var now = time.GetTimestamp();
        if (slowRounds.TryGetValue(line, out var last) && time.GetElapsedTime(last, now) < SlowRound) return false;
        slowRounds[line] = now;
        return true;
    }

    private CommandId NextCommand() => new(Wire.CommandIds.Next(ledger.Now));
}

/// <summary>What SQL has and the floor has not.</summary>
internal interface IOutsideFloor : IHeldBack
{
    Task BringInAsync(LineId line, CancellationToken cancel);

    /// <summary>What this line gives to others. Never waits for SQL.</summary>
    Task HandOnAsync(LineId line, CancellationToken cancel);
}

/// <summary>Contacts in the inbox, and what was handed by hand. In this order, so that a handed contact is there to be engaged.</summary>
internal sealed record OutsideFloor(SweepInbox Sweep, SettleHands Settle, IHeldBack Handed, SendToLines Send) : IOutsideFloor
{
    public IReadOnlySet<ContactId>? HeldBack(LineId line) => Handed.HeldBack(line);

    public async Task BringInAsync(LineId line, CancellationToken cancel)
    {
        await Sweep.RunAsync(line, cancel);
        await Settle.RunAsync(line, cancel);
    }

    public Task HandOnAsync(LineId line, CancellationToken cancel) => Send.RunAsync(line, cancel);
}
