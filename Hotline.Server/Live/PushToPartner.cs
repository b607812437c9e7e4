using Hotline.Server.Escalations;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Server.Live;

/// <summary>Sends one partner's desk its whole view on every change, at most four a second, and at least every 4 s: that is the beat it hears.</summary>
internal sealed class PushToPartner(IHubContext<PartnerHub, Wire.IPartnerClient> hub, ShownFloors floors, PartnerDeskViews views, TimeProvider time, ILogger<PushToPartner> logger)
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(PartnerConnection connection)
    {
        var client = hub.Clients.Client(connection.ConnectionId);
        try
        {
            while (true)
            {
                await client.Desk(views.Of(connection.Line, connection.Partner, floors.Of(connection.Line).State));
                await Task.Delay(AtMostEvery, time, connection.Closed);
                await connection.NextAsync(LiveTicks.BeatEvery - AtMostEvery, time);
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
        catch (Exception failed)
        {
            // A desk that cannot be pushed to must come back by a new connection; it is never left stale.
            LiveLog.PushFailed(logger, connection.ConnectionId, failed);
            connection.Abort();
        }
    }
}
