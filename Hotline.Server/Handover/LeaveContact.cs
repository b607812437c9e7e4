using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Handover;

/// <summary>Out of a conversation somebody else holds: by oneself, or because its holder says so.</summary>
public sealed class LeaveContact(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.BesideOrder order, CancellationToken cancel)
    {
        var command = new FloorCommand.LeaveContact(new ContactId(order.ContactId), new WorkerId(order.WorkerId), by, Fence.Parse(order.Fence));
        return acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", by.Value), command, TimeSpan.Zero, cancel);
    }
}
