using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Handover;

/// <summary>A supervisor enters an engaged contact at once; its holder's desk shows it. Acknowledged once recorded: who listened stands in the audit.</summary>
public sealed class JoinContact(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.ContactOrder order, CancellationToken cancel) =>
        acknowledge.ExecuteAsync(line, order.CommandId, new Actor("supervisor", by.Value), new FloorCommand.JoinContact(new ContactId(order.ContactId), by), Acknowledge.FullWait, cancel);
}
