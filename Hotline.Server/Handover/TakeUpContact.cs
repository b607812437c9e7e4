using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Handover;

/// <summary>Who is beside goes on with a contact whose holder's console is lost; acknowledged as an accept is.</summary>
public sealed class TakeUpContact(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.ContactOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("worker", by.Value), new FloorCommand.TakeUpContact(new ContactId(order.ContactId), by), Acknowledge.AcceptWait, cancel);
}
