using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Supervision;

/// <summary>The supervisor takes the contact, under a new fence; a former holder is told by the desk.</summary>
public sealed class TakeOverContact(TypedReasons reasons, Acknowledge acknowledge)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        if (await reasons.KeepAsync(own, "contact:" + order.ContactId, order.Reason, cancel) is { } refusal) return refusal;
        return await acknowledge.ExecuteAsync(line, order.CommandId, own.Actor, new FloorCommand.TakeOverContact(new ContactId(order.ContactId), by), Acknowledge.FullWait, cancel);
    }
}
