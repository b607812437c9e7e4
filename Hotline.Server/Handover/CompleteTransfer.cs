using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Handover;

/// <summary>The holder hands over to somebody who is in the conversation. Acknowledged once recorded.</summary>
public sealed class CompleteTransfer(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.BesideOrder order, CancellationToken cancel)
    {
        var command = new FloorCommand.CompleteTransfer(new ContactId(order.ContactId), by, Fence.Parse(order.Fence), new WorkerId(order.WorkerId));
        return acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", by.Value), command, Acknowledge.FullWait, cancel);
    }
}
