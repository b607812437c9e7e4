using Hotline.Server.Floor;
using Hotline.Server.Supervision;

namespace Hotline.Server.Handover;

/// <summary>The holder gives the contact back to the queue, and says why to whoever has it next.</summary>
public sealed class ReturnContact(HandoverNotes notes)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.ReturnOrder order, CancellationToken cancel) =>
        TypedReasons.Read(order.Reason) is not { } reason
            ? Task.FromResult(TypedReasons.Needed)
            : notes.ExecuteAsync(line, by, order.CommandId, new ContactId(order.ContactId), reason, new FloorCommand.ReturnContact(new ContactId(order.ContactId), by, Fence.Parse(order.Fence)), cancel);
}
