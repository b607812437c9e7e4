using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Dispatch;

/// <summary>Any signed-in worker, whatever the presence, takes a contact nobody is left for.</summary>
public sealed class TakeLastCall(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.ContactOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.TakeLastCall(new ContactId(order.ContactId), worker), Acknowledge.AcceptWait, cancel);
}
