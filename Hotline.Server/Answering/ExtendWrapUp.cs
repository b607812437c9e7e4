using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Answering;

/// <summary>Two more minutes of wrap-up.</summary>
public sealed class ExtendWrapUp(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.ContactOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.ExtendWrapUp(new ContactId(order.ContactId), worker, Fence.Parse(order.Fence)), TimeSpan.Zero, cancel);
}
