using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Handover;

/// <summary>Calls a transfer back; one that is over already is put aside and the contact kept.</summary>
public sealed class CancelTransfer(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.ContactOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", by.Value), new FloorCommand.CancelTransfer(new ContactId(order.ContactId), by, Fence.Parse(order.Fence)), TimeSpan.Zero, cancel);
}
