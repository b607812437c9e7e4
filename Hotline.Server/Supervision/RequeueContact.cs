using Hotline.Server.Floor;

namespace Hotline.Server.Supervision;

/// <summary>Back into the queue, at its arrival time.</summary>
public sealed class RequeueContact(TypedReasons reasons)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        return await reasons.ExecuteAsync(own, "contact:" + order.ContactId, order.Reason, new FloorCommand.RequeueContact(new ContactId(order.ContactId)), cancel);
    }
}
