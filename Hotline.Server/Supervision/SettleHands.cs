using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Supervision.Alarms;

namespace Hotline.Server.Supervision;

/// <summary>The floor is back: makes each hand so on it, under the supervisor's own command id. What the floor refuses is an alarm, and its result is kept.</summary>
public sealed class SettleHands(IHands hands, HandedContacts handed, ILedger ledger, RaiseAlarm alarms, TimeProvider time, ILogger<SettleHands> logger)
{
    /// <summary>A worker who has the contact may have to end an earlier one on the floor first, or to come back.</summary>
    internal static readonly TimeSpan MostTries = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<CommandId, long> refused = new();

    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        try
        {
            if (!await handed.LookAsync(line, cancel)) return;
            var open = handed.Of(line).Hands;
            foreach (var hand in open) await SettleAsync(line, hand, cancel);
            if (open.Count > 0) await handed.LookAsync(line, cancel);
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            // Nobody awaits this round; the next one begins from SQL as it is then.
            SupervisionLog.HandsUnsettled(logger, line.Value, failed.Message);
        }
    }

    private async Task SettleAsync(LineId line, Hand hand, CancellationToken cancel)
    {
        if (await EngageAsync(line, hand, cancel) is not { } why)
        {
            await KeepAsync(line, hand, "engaged", cancel);
            return;
        }
        // The floor did not say no: the next round asks again.
        if (why is Refusal.LedgerUnavailable or Refusal.Contended) return;
        var first = !refused.ContainsKey(hand.Command);
        var since = refused.GetOrAdd(hand.Command, _ => time.GetTimestamp());
        var over = IsFinal(why, hand) || time.GetElapsedTime(since) > MostTries;
        // The sweeper may not have opened it yet; of anything else a person must know at once.
        if (over || first && why != Refusal.UnknownContact) await alarms.HandUnreconciledAsync(line, hand.Contact, hand.Worker);
        if (over) await KeepAsync(line, hand, Problems.Of(why).Slug, cancel);
    }

    /// <summary>Null when the worker holds it.</summary>
    private async Task<Refusal?> EngageAsync(LineId line, Hand hand, CancellationToken cancel)
    {
        var (actor, command) = (new Actor("supervisor", hand.By.Value), new FloorCommand.EngageHanded(hand.Contact, hand.Worker));
        var answer = await ledger.ExecuteAsync(line, hand.Command, actor, command, cancel);
        // Older than the ledger's memory: it never ran under that id, or the contact would be held.
        if (answer is LedgerAnswer.Refused { Why: Refusal.StaleCommand })
            answer = await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), actor, command, cancel);
        return (answer as LedgerAnswer.Refused)?.Why;
    }

    private async Task KeepAsync(LineId line, Hand hand, string result, CancellationToken cancel)
    {
        await hands.SettleAsync(line, hand, result, ledger.Now, cancel);
        refused.TryRemove(hand.Command, out _);
        SupervisionLog.HandSettled(logger, line.Value, hand.Contact.Value, hand.Worker.Value, result);
    }

    /// <summary>Nothing will change by waiting: it is over, somebody else has it, or the worker never took it and others may.</summary>
    internal static bool IsFinal(Refusal why, Hand hand) =>
        why is Refusal.ContactOver or Refusal.ContactEngaged || (hand.TakenAt is null && why != Refusal.UnknownContact);
}
