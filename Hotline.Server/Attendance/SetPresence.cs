using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Attendance;

/// <summary>A worker's own presence. Chosen while a contact is held, it applies as soon as nothing is held.</summary>
public sealed class SetPresence(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.PresenceOrder order, CancellationToken cancel)
    {
        PresenceKind? presence = order.Presence switch
        {
            Wire.Presence.Available => PresenceKind.Available,
            Wire.Presence.Break => PresenceKind.Break,
            Wire.Presence.OffDuty => PresenceKind.OffDuty,
            _ => null,
        };
        return presence is not { } chosen
            ? Task.FromResult(new Wire.Receipt(false, 0, 0, "illegal_presence", "Choose available, break or off duty.", false))
            : acknowledge.ExecuteAsync(
                line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.SetPresence(worker, chosen, (BreakReason?)order.Reason), TimeSpan.Zero, cancel);
    }
}
