using System.Security.Claims;
using Hotline.Server.Answering;
using Hotline.Server.Attendance;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Supervision;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Server.Live;

/// <summary>The consoles' door. Thin: who asks, on which line; the rest is the slices'.</summary>
[Authorize(Policy = Policies.Worker)]
internal sealed class ConsoleHub(ConsoleRegister register, PushToConsole push, JoinConsole join, AnswerOrders answers, HandoverOrders handovers, SupervisorOrders supervisors, TimeProvider time)
    : Hub<Wire.IConsoleClient>, Wire.IConsoleHub
{
    private WorkerId Me => new(Context.User!.FindFirstValue(ClaimTypes.NameIdentifier)!);
    private LineId Line => new(Context.User!.FindFirstValue(HotlineClaims.Line)!);
    private ConsoleConnection Connection => register.Find(Context.ConnectionId) ?? throw new HubException("closed");
    private CancellationToken Gone => Context.ConnectionAborted;

    public override async Task OnConnectedAsync()
    {
        var connection = new ConsoleConnection(Context.ConnectionId, Me, Line, Context.User!, Context.ConnectionAborted) { LastAnswerTicks = time.GetTimestamp() };
        register.Add(connection);
        _ = push.RunAsync(connection, Context.Abort);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        // A lease decides who is lost; a closed connection alone says nothing.
        register.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> Join(Wire.JoinConsole order) => join.ExecuteAsync(Connection, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task Answer(long beat)
    {
        var connection = Connection;
        connection.LastAnswerTicks = time.GetTimestamp();
        // Not awaited: with Redis hanging, the console's next order would stand behind it. One at a time.
        if (connection.HasJoined && connection.Renewing.IsCompleted) connection.Renewing = join.RenewAsync(connection);
        return Task.CompletedTask;
    }

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> ShowOffer(Wire.OfferOrder order) => answers.Show.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> AcceptOffer(Wire.OfferOrder order) => answers.Accept.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> DeclineOffer(Wire.OfferOrder order) => answers.Decline.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> TakeLastCall(Wire.ContactOrder order) => answers.TakeLastCall.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> PullNext(Wire.PullOrder order) => answers.Pull.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> SetPresence(Wire.PresenceOrder order) => answers.SetPresence.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> MarkIdle(Wire.IdleOrder order) => answers.MarkIdle.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> AssessContact(Wire.AssessOrder order) => answers.Assess.ExecuteAsync(Line, Me, Connection.IsSupervisor, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> OverrideBand(Wire.OverrideOrder order) => answers.Override.ExecuteAsync(Line, Me, Connection.IsSupervisor, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> EndContact(Wire.EndOrder order) => answers.End.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> ExtendWrapUp(Wire.ContactOrder order) => answers.ExtendWrapUp.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> FinishWrapUp(Wire.ContactOrder order) => answers.FinishWrapUp.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> StartTransfer(Wire.TransferOrder order) => handovers.Start.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> CancelTransfer(Wire.ContactOrder order) => handovers.Cancel.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> CompleteTransfer(Wire.BesideOrder order) => handovers.Complete.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> LeaveContact(Wire.BesideOrder order) => handovers.Leave.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> TakeUpContact(Wire.ContactOrder order) => handovers.TakeUp.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> ReturnContact(Wire.ReturnOrder order) => handovers.Return.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> JoinContact(Wire.ContactOrder order) => handovers.Join.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task WatchBoard(bool watch, int firstRow)
    {
        var connection = Connection;
        (connection.FirstRow, connection.LastBoard) = (Math.Clamp(firstRow, 0, 1_000_000), default);
        connection.WatchesRows = true;
        connection.WatchesBoard = watch;
        connection.Owe(Owed.Board);
        return Task.CompletedTask;
    }

    [Authorize(Policy = Policies.Supervisor)]
    public Task WatchTotals()
    {
        var connection = Connection;
        (connection.LastBoard, connection.WatchesRows, connection.WatchesBoard) = (default, false, true);
        connection.Owe(Owed.Board);
        return Task.CompletedTask;
    }

    [Authorize(Policy = Policies.Supervisor)]
    public Task WatchRows(int firstLive, int firstWorker)
    {
        var connection = Connection;
        (connection.FirstLive, connection.FirstWorker, connection.LastBoard) = (Math.Clamp(firstLive, 0, 1_000_000), Math.Clamp(firstWorker, 0, 1_000_000), default);
        connection.Owe(Owed.Board);
        return Task.CompletedTask;
    }

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> AssignContact(Wire.SupervisorOrder order) => supervisors.Assign.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> RequeueContact(Wire.SupervisorOrder order) => supervisors.Requeue.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> TakeOverContact(Wire.SupervisorOrder order) => supervisors.TakeOver.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> ForceContact(Wire.ForceOrder order) => supervisors.Force.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> SetWorkerPresence(Wire.WorkerPresenceOrder order) => supervisors.SetPresence.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> AcknowledgeAlarm(string alarmId) => supervisors.Acknowledge.ExecuteAsync(Line, Me, alarmId, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> SwitchLine(Wire.SwitchOrder order) => supervisors.Switch.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> SendMessage(Wire.MessageOrder order) => supervisors.Send.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> ReadMessage(Wire.ReadMessageOrder order) => answers.ReadMessage.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> WriteShiftNote(Wire.ShiftNoteOrder order) => supervisors.Note.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> HandContact(Wire.SupervisorOrder order) => supervisors.Hand.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Supervisor)]
    public Task<Wire.Receipt> WithdrawHand(Wire.SupervisorOrder order) => supervisors.Withdraw.ExecuteAsync(Line, Me, order, Gone);

    [Authorize(Policy = Policies.Worker)]
    public Task<Wire.Receipt> TakeHand(Wire.ContactOrder order) => answers.TakeHand.ExecuteAsync(Line, Me, order, Gone);
}
