using Hotline.Server.Floor;

namespace Hotline.Server.Supervision;

/// <summary>Sets a worker's presence with a reason: the one who forgot to go on break, or to come back.</summary>
public sealed class SetWorkerPresence(TypedReasons reasons)
{
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.WorkerPresenceOrder order, CancellationToken cancel)
    {
        var own = new Order(line, by, new CommandId(order.CommandId));
        if (Presence(order.Presence) is not { } presence) return new Wire.Receipt(false, 0, 0, "illegal_presence", "Choose available, break or off duty.", false);
        return await reasons.ExecuteAsync(own, "worker:" + order.WorkerId, order.Reason, new FloorCommand.SetWorkerPresence(new WorkerId(order.WorkerId), presence, (BreakReason?)order.BreakReason), cancel);
    }

    private static PresenceKind? Presence(Wire.Presence presence) => presence switch
    {
        Wire.Presence.Available => PresenceKind.Available,
        Wire.Presence.Break => PresenceKind.Break,
        Wire.Presence.OffDuty => PresenceKind.OffDuty,
        _ => null,
    };
}
