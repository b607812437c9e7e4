using Hotline.Server.Floor;
using Hotline.Server.Recording;
using Hotline.Server.Supervision;

namespace Hotline.Server.Handover;

/// <summary>An order of a holder, with what they type for whoever has the contact next: sealed in its file before the order is given.</summary>
public sealed class HandoverNotes(TypedReasons reasons, Acknowledge acknowledge)
{
    /// <param name="note">Null or blank: nothing is kept.</param>
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, string commandId, ContactId contact, string? note, FloorCommand command, CancellationToken cancel)
    {
        var order = new Order(line, by, new CommandId(commandId), "worker");
        return string.IsNullOrWhiteSpace(note)
            ? acknowledge.ExecuteAsync(line, commandId, order.Actor, command, Acknowledge.FullWait, cancel)
            : reasons.ExecuteAsync(order, "handover:" + contact, note, command, cancel);
    }
}
