using Hotline.Server.Floor;

namespace Hotline.Server.Supervision;

/// <summary>Puts a waiting contact to one worker, before and beside the planner.</summary>
public sealed class AssignContact(TypedReasons reasons)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        // The offer is named after the order: sent again, it is the same offer.
        var target = new OfferTarget(new WorkerId(order.WorkerId ?? ""), new OfferId("a" + order.CommandId), ["assigned"]);
        return await reasons.ExecuteAsync(own, "contact:" + order.ContactId, order.Reason, new FloorCommand.AssignContact(new ContactId(order.ContactId), target), cancel);
    }
}
