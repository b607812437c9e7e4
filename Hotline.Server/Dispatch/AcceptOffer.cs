using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Dispatch;

/// <summary>Takes the contact; acknowledged once recorded or after 250 ms, whichever is first.</summary>
public sealed class AcceptOffer(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.OfferOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.AcceptOffer(new ContactId(order.ContactId), new OfferId(order.OfferId), worker, Fence.Parse(order.Fence)), Acknowledge.AcceptWait, cancel);
}
