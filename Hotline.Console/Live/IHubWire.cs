using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>One connection to the hub. Behind it stands SignalR, whose assemblies are fetched only once somebody is signed in.</summary>
public interface IHubWire : IAsyncDisposable
{
    bool IsConnected { get; }

    /// <summary>Not connected, and not trying by itself.</summary>
    bool IsIdle { get; }

    Task Open(CancellationToken cancel);
    Task Close();

    /// <summary>Throws <see cref="HubRefusedException"/> when the hub answered with an error; anything else when the connection went away.</summary>
    Task<Receipt> Ask(string method, object order, CancellationToken cancel);

    /// <summary>Sends and waits for no answer.</summary>
    Task Tell(string method, params object[] values);
}

/// <summary>The hub answered, but could not do it.</summary>
public sealed class HubRefusedException(string message) : Exception(message);

/// <summary>What comes in over the wire.</summary>
public interface IHubListener
{
    void Desk(DeskView view);
    void Board(BoardView view);
    Task Beat(long beat, DateTimeOffset serverTime);
    void SignedOut(string reason);
    void WentAway();
    Task CameBack();
}
