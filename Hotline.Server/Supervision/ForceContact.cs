using Hotline.Server.Floor;

namespace Hotline.Server.Supervision;

/// <summary>Any live contact to any state; never two holders, never over capacity.</summary>
public sealed class ForceContact(TypedReasons reasons)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.ForceOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        if (Target(order) is not { } target) return new Wire.Receipt(false, 0, 0, "force_incomplete", "Say where to: waiting, a worker, wrap-up, closed with an outcome, or abandoned.", false);
        return await reasons.ExecuteAsync(own, "contact:" + order.ContactId, order.Reason, new FloorCommand.ForceContact(new ContactId(order.ContactId), target), cancel);
    }

    private static ForceTarget? Target(Wire.ForceOrder order) => order.Target switch
    {
        Wire.Phase.Waiting => new ForceTarget.Waiting(),
        Wire.Phase.Engaged when order.WorkerId is { Length: > 0 } worker => new ForceTarget.Engaged(new WorkerId(worker)),
        Wire.Phase.WrapUp => new ForceTarget.WrapUp(),
        Wire.Phase.Closed => new ForceTarget.Closed((Outcome)(order.Outcome ?? Wire.Outcome.Other)),
        Wire.Phase.Abandoned => new ForceTarget.Abandoned(),
        _ => null,
    };
}
