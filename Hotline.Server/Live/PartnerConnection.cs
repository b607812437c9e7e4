using System.Security.Claims;
using System.Threading.Channels;
using Hotline.Server.Floor;
using Wakes = System.Threading.Channels.Channel;

namespace Hotline.Server.Live;

/// <summary>One open desk of a partner. It is owed the newest view or nothing: nothing queues up.</summary>
internal sealed class PartnerConnection(string connectionId, WorkerId account, LineId line, PartnerId partner, ClaimsPrincipal principal, Action abort, CancellationToken closed)
{
    private readonly Channel<bool> owed = Wakes.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public string ConnectionId => connectionId;
    public WorkerId Account => account;
    public LineId Line => line;
    public PartnerId Partner => partner;
    public ClaimsPrincipal Principal => principal;
    public CancellationToken Closed => closed;

    public void Owe() => owed.Writer.TryWrite(true);

    /// <summary>What it may see has changed, or its session ended: it comes back by a new connection, or not at all.</summary>
    public void Abort() => abort();

    /// <summary>Waits until something is owed, or <paramref name="most"/> is over.</summary>
    public async Task NextAsync(TimeSpan most, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, closed);
        try
        {
            await owed.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!closed.IsCancellationRequested)
        {
            // The beat.
        }
    }
}
