using Hotline.Server.Floor;

namespace Hotline.Server.Supervision;

/// <summary>The supervisor takes the contact, under a new fence; a former holder is told by the desk.</summary>
public sealed class TakeOverContact(TypedReasons reasons)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        return await reasons.ExecuteAsync(own, "contact:" + order.ContactId, order.Reason, new FloorCommand.TakeOverContact(new ContactId(order.ContactId), by), cancel);
    }
}
