using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Dispatch;

/// <summary>The console has the offer on its screen.</summary>
public sealed class ShowOffer(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.OfferOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.ShowOffer(new ContactId(order.ContactId), new OfferId(order.OfferId), worker), TimeSpan.Zero, cancel);
}
