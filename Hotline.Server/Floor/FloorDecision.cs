using System.Diagnostics;

namespace Hotline.Server.Floor;

/// <summary>(state, command, now) → decision. No clock, no I/O, no chance: ids and time come in as arguments.</summary>
public static partial class FloorDecision
{
    /// <summary>Reads only what <paramref name="view"/> gives; the caller commits against the versions of exactly that.</summary>
    public static Decision Decide(IFloorView view, FloorCommand command, Moment moment, FloorRules rules)
    {
        var draft = new Draft(view, moment, rules);
        return command switch
        {
            FloorCommand.OpenContact open => Open(draft, open),
            FloorCommand.RescoreContact rescore => Rescore(draft, rescore),
            FloorCommand.NoteText text => NoteText(draft, text),
            FloorCommand.CarryFile carry => CarryFile(draft, carry),
            FloorCommand.WithdrawContact withdraw => Withdraw(draft, withdraw),
            FloorCommand.MakeOffers make => MakeOffers(draft, make),
            FloorCommand.RunTimers timers => RunTimers(draft, timers),
            FloorCommand.RaiseLastCall last => RaiseLastCall(draft, last),
            FloorCommand.LowerLastCall lower => LowerLastCall(draft, lower),
            FloorCommand.ForgetContacts forget => Forget(draft, forget),
            FloorCommand.ReconcileContact contact => ReconcileContact(draft, contact),
            FloorCommand.ReconcileWorker worker => ReconcileWorker(draft, worker),
            FloorCommand.JoinFloor join => Join(draft, join),
            FloorCommand.LeaveFloor leave => Leave(draft, leave),
            FloorCommand.SetPresence presence => SetPresence(draft, presence.Worker, presence.Presence, presence.Reason, "chosen"),
            FloorCommand.MarkIdle idle => MarkIdle(draft, idle),
            FloorCommand.LoseConsole lose => LoseConsole(draft, lose),
            FloorCommand.ShowOffer show => ShowOffer(draft, show),
            FloorCommand.AcceptOffer accept => AcceptOffer(draft, accept),
            FloorCommand.DeclineOffer decline => DeclineOffer(draft, decline),
            FloorCommand.TakeLastCall take => TakeLastCall(draft, take),
            FloorCommand.PullContact pull => Pull(draft, pull),
            FloorCommand.ClaimContact claim => Claim(draft, claim),
            FloorCommand.EndContact end => End(draft, end),
            FloorCommand.ExtendWrapUp extend => ExtendWrapUp(draft, extend),
            FloorCommand.FinishWrapUp finish => FinishWrapUp(draft, finish),
            FloorCommand.OverrideBand order => OverrideBand(draft, order),
            FloorCommand.StartTransfer start => StartTransfer(draft, start),
            FloorCommand.SeekReceiver seek => SeekReceiver(draft, seek),
            FloorCommand.CancelTransfer cancel => CancelTransfer(draft, cancel),
            FloorCommand.CompleteTransfer complete => CompleteTransfer(draft, complete),
            FloorCommand.RecallContact recall => RecallContact(draft, recall),
            FloorCommand.SettleTransfer settle => SettleTransfer(draft, settle),
            FloorCommand.FinishSending finish => FinishSending(draft, finish),
            FloorCommand.LeaveContact leave => LeaveContact(draft, leave),
            FloorCommand.TakeUpContact take => TakeUp(draft, take),
            FloorCommand.ReturnContact back => ReturnContact(draft, back),
            FloorCommand.JoinContact join => JoinContact(draft, join),
            FloorCommand.AssignContact assign => Assign(draft, assign),
            FloorCommand.RequeueContact requeue => Requeue(draft, requeue),
            FloorCommand.TakeOverContact over => TakeOver(draft, over),
            FloorCommand.ForceContact force => Force(draft, force),
            FloorCommand.EngageHanded handed => EngageHanded(draft, handed),
            FloorCommand.SetWorkerPresence set => SetWorkerPresence(draft, set),
            FloorCommand.BeginEscalation begin => BeginEscalation(draft, begin),
            FloorCommand.ConfirmEscalation confirm => ConfirmEscalation(draft, confirm),
            FloorCommand.ProceedEscalation proceed => ProceedEscalation(draft, proceed),
            FloorCommand.AskPartner ask => AskPartner(draft, ask),
            FloorCommand.NoteDelivery note => NoteDelivery(draft, note),
            FloorCommand.NoteDisclosed note => NoteDisclosed(draft, note),
            FloorCommand.ShowEscalation show => ShowEscalation(draft, show),
            FloorCommand.RunEscalation run => RunEscalation(draft, run),
            FloorCommand.ReportEscalation report => ReportEscalation(draft, report),
            FloorCommand.UpdateEscalation update => UpdateEscalation(draft, update),
            FloorCommand.SayEscalation say => SayEscalation(draft, say),
            FloorCommand.CancelEscalation cancel => CancelEscalation(draft, cancel),
            FloorCommand.AnswerCancel answer => AnswerCancel(draft, answer),
            FloorCommand.NoteReached note => NoteReached(draft, note),
            FloorCommand.ForgetEscalations forget => ForgetEscalations(draft, forget),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }
}
