using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Dispatch;

/// <summary>Gives the offer back; not asked again for this contact for a while.</summary>
public sealed class DeclineOffer(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.OfferOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.DeclineOffer(new ContactId(order.ContactId), new OfferId(order.OfferId), worker), TimeSpan.Zero, cancel);
}
