using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Answering;

/// <summary>Closes the contact; the capacity is free again.</summary>
public sealed class FinishWrapUp(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.ContactOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.FinishWrapUp(new ContactId(order.ContactId), worker, Fence.Parse(order.Fence)), TimeSpan.Zero, cancel);
}
