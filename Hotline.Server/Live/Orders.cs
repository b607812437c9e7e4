using Hotline.Server.Answering;
using Hotline.Server.Attendance;
using Hotline.Server.Dispatch;
using Hotline.Server.Handover;
using Hotline.Server.Supervision;
using Hotline.Server.Supervision.Alarms;
using Hotline.Server.Supervision.Messages;
using Hotline.Server.Supervision.Shifts;

namespace Hotline.Server.Live;

/// <summary>What a worker can order.</summary>
internal sealed record AnswerOrders(
    ShowOffer Show, AcceptOffer Accept, DeclineOffer Decline, TakeLastCall TakeLastCall, SetPresence SetPresence, MarkIdle MarkIdle,
    AssessContact Assess, EndContact End, ExtendWrapUp ExtendWrapUp, FinishWrapUp FinishWrapUp, TakeHand TakeHand, OverrideBand Override,
    PullNext Pull, ReadMessage ReadMessage);

/// <summary>What a worker can order about handing over, and about a conversation somebody else holds.</summary>
internal sealed record HandoverOrders(
    StartTransfer Start, CancelTransfer Cancel, CompleteTransfer Complete, LeaveContact Leave, TakeUpContact TakeUp, ReturnContact Return, JoinContact Join);

/// <summary>What a supervisor can order.</summary>
internal sealed record SupervisorOrders(
    AssignContact Assign, RequeueContact Requeue, TakeOverContact TakeOver, ForceContact Force, SetWorkerPresence SetPresence, AcknowledgeAlarm Acknowledge,
    HandContact Hand, WithdrawHand Withdraw,
    SwitchLine Switch, SendMessage Send, WriteShiftNote Note);
