using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Supervision;

/// <summary>
/// The supervisor takes the contact, under a new fence; a former holder is told by the desk. Just answered, it takes no typed reason: the floor says when.
/// </summary>
public sealed class TakeOverContact(TypedReasons reasons, Acknowledge acknowledge)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        var command = new FloorCommand.TakeOverContact(new ContactId(order.ContactId), by);
        if (string.IsNullOrWhiteSpace(order.Reason))
            return await acknowledge.ExecuteAsync(line, order.CommandId, own.Actor, command with { Explained = false }, Acknowledge.FullWait, cancel);
        return await reasons.ExecuteAsync(own, "contact:" + order.ContactId, order.Reason, command, cancel);
    }
}
