using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Answering;

/// <summary>The conversation is over; wrap-up begins. Acknowledged once recorded.</summary>
public sealed class EndContact(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.EndOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.EndContact(new ContactId(order.ContactId), worker, Fence.Parse(order.Fence), (Outcome)order.Outcome), Acknowledge.FullWait, cancel);
}
