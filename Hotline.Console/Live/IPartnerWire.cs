using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>One connection of a partner's desk to the hub.</summary>
public interface IPartnerWire : IAsyncDisposable
{
    bool IsConnected { get; }

    /// <summary>Not connected, and not trying by itself.</summary>
    bool IsIdle { get; }

    Task Open(CancellationToken cancel);

    /// <summary>These hand-overs are on the screen.</summary>
    Task Shown(IReadOnlyList<string> escalationIds);
}

/// <summary>What comes in over it.</summary>
public interface IPartnerListener
{
    void Desk(PartnerDeskView view);
    void WentAway();
    void CameBack();
}
