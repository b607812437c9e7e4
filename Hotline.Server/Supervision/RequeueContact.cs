using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Supervision;

/// <summary>Back into the queue, at its arrival time.</summary>
public sealed class RequeueContact(TypedReasons reasons, Acknowledge acknowledge)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        if (await reasons.KeepAsync(own, "contact:" + order.ContactId, order.Reason, cancel) is { } refusal) return refusal;
        return await acknowledge.ExecuteAsync(line, order.CommandId, own.Actor, new FloorCommand.RequeueContact(new ContactId(order.ContactId)), Acknowledge.FullWait, cancel);
    }
}
