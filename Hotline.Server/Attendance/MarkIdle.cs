using Hotline.Server.Floor;
using Hotline.Server.Recording;

namespace Hotline.Server.Attendance;

/// <summary>Nobody answered the desk's question. Whoever is offered something, or holds something, is left as is.</summary>
public sealed class MarkIdle(Acknowledge acknowledge)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId worker, Wire.IdleOrder order, CancellationToken cancel) => acknowledge.ExecuteAsync(
        line, order.CommandId, new Actor("worker", worker.Value), new FloorCommand.MarkIdle(worker, order.LastSignAt), TimeSpan.Zero, cancel);
}
