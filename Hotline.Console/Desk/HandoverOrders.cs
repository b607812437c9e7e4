using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>What a worker can order about handing over, and about a conversation somebody else holds. A refusal becomes a notice, but where a dialog shows it.</summary>
public sealed class HandoverOrders(Commands commands, Notices notices)
{
    /// <summary>The receipt is the dialog's to show.</summary>
    public Task<Receipt> Start(EngagementView held, TransferDraft draft) => commands.Send(nameof(IConsoleHub.StartTransfer), draft.Order(commands.NextId(), held));

    /// <summary>The receipt is the dialog's to show.</summary>
    public Task<Receipt> Return(EngagementView held, string reason) =>
        commands.Send(nameof(IConsoleHub.ReturnContact), new ReturnOrder(commands.NextId(), held.ContactId, held.Fence, reason));

    public Task<bool> Cancel(EngagementView held) => Send(nameof(IConsoleHub.CancelTransfer), new ContactOrder(commands.NextId(), held.ContactId, held.Fence));

    public Task<bool> Complete(EngagementView held, ParticipantView to) =>
        Send(nameof(IConsoleHub.CompleteTransfer), new BesideOrder(commands.NextId(), held.ContactId, to.WorkerId, held.Fence));

    public Task<bool> TakeOut(EngagementView held, ParticipantView who) =>
        Send(nameof(IConsoleHub.LeaveContact), new BesideOrder(commands.NextId(), held.ContactId, who.WorkerId, held.Fence));

    public Task<bool> Leave(string contactId, string me) => Send(nameof(IConsoleHub.LeaveContact), new BesideOrder(commands.NextId(), contactId, me, ""));

    public Task<bool> TakeUp(string contactId) => Send(nameof(IConsoleHub.TakeUpContact), new ContactOrder(commands.NextId(), contactId, ""));

    public Task<bool> Join(string contactId) => Send(nameof(IConsoleHub.JoinContact), new ContactOrder(commands.NextId(), contactId, ""));

    private async Task<bool> Send<TOrder>(string method, TOrder order) where TOrder : notnull
    {
        var receipt = await commands.Send(method, order);
        if (!receipt.Done)
            notices.Refuse(receipt.Refusal);
        return receipt.Done;
    }
}
