using Hotline.Console.Access;
using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>The one connection of a partner's tab. Opens for an account of a partner and comes back for ever. The server pushes the desk at least every 4 s: that is its beat.</summary>
public sealed class PartnerLink : IPartnerListener, IAsyncDisposable
{
    private readonly HubWires wires;
    private readonly ConsoleApi api;
    private readonly SignedIn signedIn;
    private readonly PartnerFeed feed;
    private readonly TimeProvider time;
    private IPartnerWire? wire;
    private CancellationTokenSource life = new();
    private string? openedAs;

    public PartnerLink(HubWires wires, ConsoleApi api, SignedIn signedIn, PartnerFeed feed, TimeProvider time)
    {
        (this.wires, this.api, this.signedIn, this.feed, this.time) = (wires, api, signedIn, feed, time);
        signedIn.Changed += Follow;
    }

    public LinkState State { get; private set; } = LinkState.Closed;

    /// <summary>Local time of the last sign of life; null before the first.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    public bool IsLost => LinkHealth.IsLost(State, LastHeard, time.GetUtcNow());

    public event Action? Changed;

    /// <summary>The browser says the network is gone. A push that arrives all the same proves it wrong.</summary>
    public void Doubt()
    {
        LastHeard = time.GetUtcNow() - LinkHealth.BeatOverdueAfter - TimeSpan.FromMilliseconds(1);
        Changed?.Invoke();
    }

    public async Task Shown(IReadOnlyList<string> escalationIds)
    {
        if (wire is not { IsConnected: true } open)
            return;
        try
        {
            await open.Shown(escalationIds);
        }
        catch (Exception) when (!open.IsConnected)
        {
            // Said again with the next desk.
        }
    }

    void IPartnerListener.Desk(PartnerDeskView view)
    {
        var wasLost = IsLost;
        LastHeard = time.GetUtcNow();
        if (State != LinkState.Live)
            Become(LinkState.Live);
        feed.Push(view);
        if (wasLost)
            Changed?.Invoke();
    }

    void IPartnerListener.WentAway()
    {
        if (wire is not null)
            Become(LinkState.Away);
    }

    // Live again with the first desk that is heard.
    void IPartnerListener.CameBack()
    {
        if (wire is not null)
            Become(LinkState.Joining);
    }

    private void Follow()
    {
        var wanted = signedIn.Session is { } session && signedIn.Has(Roles.Partner) ? session.WorkerId : null;
        if (wanted == openedAs)
            return;
        openedAs = wanted;
        _ = Restart(wanted is not null);
    }

    private async Task Restart(bool open)
    {
        await life.CancelAsync();
        life = new CancellationTokenSource();
        var stopping = wire;
        wire = null;
        feed.Forget();
        LastHeard = null;
        Become(open ? LinkState.Opening : LinkState.Closed);
        if (stopping is not null)
            await stopping.DisposeAsync();
        if (open)
            await Run(life.Token);
    }

    private Task Run(CancellationToken stop) => EndlessTries.Run(
        async _ =>
        {
            wire ??= await wires.Make(this);
            if (!wire.IsIdle)
                return State == LinkState.Away && await EndlessTries.HasEnded(api, signedIn) ? null : false;
            await wire.Open(stop);
            return true;
        },
        async tries =>
        {
            if (await EndlessTries.HasEnded(api, signedIn))
                return true;
            if (tries > 0)
                Become(LinkState.Away);
            return false;
        },
        time, stop);

    private void Become(LinkState state)
    {
        State = state;
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        signedIn.Changed -= Follow;
        await life.CancelAsync();
        life.Dispose();
        if (wire is not null)
            await wire.DisposeAsync();
    }
}
