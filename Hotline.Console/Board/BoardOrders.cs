using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Board;

public enum BoardAct { Assign, Requeue, TakeOver, Force, SetPresence, Hand, WithdrawHand, SetBand, Divert, Return, SurgeOn, SurgeOff, Message, Join, Leave }

/// <summary>What a supervisor is about to order, before the reason is typed.</summary>
/// <param name="Subject">Contact id, or worker id for <see cref="BoardAct.SetPresence"/>; empty for what is switched.</param>
/// <param name="Label">How the subject is called on the board.</param>
/// <param name="Now">Band and score that stand; for <see cref="BoardAct.SetBand"/>.</param>
/// <param name="FreeUntil">Until then it takes no typed reason; null when it always does.</param>
public sealed record BoardIntent(BoardAct Act, string Subject, string Label, ComputedView? Now = null, DateTimeOffset? FreeUntil = null);

/// <summary>The order as filled in.</summary>
public sealed class OrderDraft
{
    public const int ShortestReason = 3;
    public const int LongestReason = 500;

    public string Reason { get; set; } = "";
    public string? WorkerId { get; set; }
    public Phase Target { get; set; } = Phase.Waiting;
    public Outcome Outcome { get; set; } = Outcome.Other;
    public Presence Presence { get; set; } = Presence.Available;
    public BreakReason BreakReason { get; set; } = BreakReason.Break;

    public static readonly IReadOnlyList<Phase> Targets = [Phase.Waiting, Phase.Engaged, Phase.WrapUp, Phase.Closed, Phase.Abandoned];
    public static readonly IReadOnlyList<Presence> Presences = [Presence.Available, Presence.Break, Presence.OffDuty];

    public bool NeedsWorker(BoardAct act) => act is BoardAct.Assign or BoardAct.Hand || (act == BoardAct.Force && Target == Phase.Engaged);

    /// <summary>Key of what is missing; null when the order can be given.</summary>
    /// <param name="free">No reason need be given; one that is must be as any other.</param>
    public string? Missing(BoardAct act, bool free = false) =>
        !(free && Reason.Trim().Length == 0) && Reason.Trim().Length is < ShortestReason or > LongestReason ? "order.missing.reason"
        : NeedsWorker(act) && string.IsNullOrEmpty(WorkerId) ? "order.missing.worker"
        : null;
}

/// <summary>Sends a supervisor's orders.</summary>
public sealed class BoardOrders(Commands commands, Notices notices)
{
    /// <summary>The receipt is the dialog's to show.</summary>
    public Task<Receipt> Give(BoardIntent intent, OrderDraft draft)
    {
        var id = commands.NextId();
        var reason = draft.Reason.Trim();
        return intent.Act switch
        {
            BoardAct.Assign => commands.Send(nameof(IConsoleHub.AssignContact), new SupervisorOrder(id, intent.Subject, draft.WorkerId, reason)),
            BoardAct.Hand => commands.Send(nameof(IConsoleHub.HandContact), new SupervisorOrder(id, intent.Subject, draft.WorkerId, reason)),
            BoardAct.WithdrawHand => commands.Send(nameof(IConsoleHub.WithdrawHand), new SupervisorOrder(id, intent.Subject, null, reason)),
            BoardAct.Requeue => commands.Send(nameof(IConsoleHub.RequeueContact), new SupervisorOrder(id, intent.Subject, null, reason)),
            BoardAct.TakeOver => commands.Send(nameof(IConsoleHub.TakeOverContact), new SupervisorOrder(id, intent.Subject, null, reason)),
            BoardAct.Force => commands.Send(nameof(IConsoleHub.ForceContact), new ForceOrder(
                id, intent.Subject, draft.Target, draft.Target == Phase.Engaged ? draft.WorkerId : null,
                draft.Target is Phase.Closed or Phase.WrapUp ? draft.Outcome : null, reason)),
            BoardAct.Divert or BoardAct.Return => commands.Send(nameof(IConsoleHub.SwitchLine), new SwitchOrder(id, LineSwitch.Divert, intent.Act == BoardAct.Divert, reason)),
            BoardAct.SurgeOn or BoardAct.SurgeOff => commands.Send(nameof(IConsoleHub.SwitchLine), new SwitchOrder(id, LineSwitch.Surge, intent.Act == BoardAct.SurgeOn, reason)),
            _ => commands.Send(nameof(IConsoleHub.SetWorkerPresence), new WorkerPresenceOrder(
                id, intent.Subject, draft.Presence, draft.Presence == Presence.Break ? draft.BreakReason : null, reason)),
        };
    }

    /// <summary>A supervisor needs not hold the contact. The receipt is the dialog's to show.</summary>
    public Task<Receipt> SetBand(string contactId, Band band, string reason) =>
        commands.Send(nameof(IConsoleHub.OverrideBand), new OverrideOrder(commands.NextId(), contactId, null, band, reason));

    /// <summary>Into a conversation, beside its holder; no reason is asked.</summary>
    public Task Join(string contactId) => Show(nameof(IConsoleHub.JoinContact), new ContactOrder(commands.NextId(), contactId, ""));

    public Task Leave(string contactId, string me) => Show(nameof(IConsoleHub.LeaveContact), new BesideOrder(commands.NextId(), contactId, me, ""));

    private async Task Show<TOrder>(string method, TOrder order) where TOrder : notnull
    {
        var receipt = await commands.Send(method, order);
        if (receipt.Done)
            notices.Say("order.done");
        else
            notices.Refuse(receipt.Refusal);
    }

    /// <param name="workerId">Null: everybody on the line.</param>
    public Task<Receipt> Message(string? workerId, string text) => commands.Send(nameof(IConsoleHub.SendMessage), new MessageOrder(commands.NextId(), workerId, text));

    public Task<Receipt> Note(string text) => commands.Send(nameof(IConsoleHub.WriteShiftNote), new ShiftNoteOrder(commands.NextId(), text));

    public async Task Acknowledge(AlarmView alarm)
    {
        var receipt = await commands.Send(nameof(IConsoleHub.AcknowledgeAlarm), alarm.AlarmId);
        if (!receipt.Done)
            notices.Refuse(receipt.Refusal);
    }
}
