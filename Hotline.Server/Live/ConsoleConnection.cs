using Hotline.Server.Floor;

namespace Hotline.Server.Live;

/// <summary>
/// One open console. What it is owed are marks, not messages: each view is made when it can be sent, so the newest wins,
/// nothing queues up, and a slow console holds up nobody else.
/// </summary>
internal sealed class ConsoleConnection(string connectionId, WorkerId worker, LineId line, bool isSupervisor) : IDisposable
{
    private readonly SemaphoreSlim owed = new(0, 1);
    private int marks;

    public string ConnectionId => connectionId;
    public WorkerId Worker => worker;
    public LineId Line => line;
    public bool IsSupervisor => isSupervisor;
    public CancellationTokenSource Closed { get; } = new();

    /// <summary>Set by Join; before it nothing is pushed.</summary>
    public bool HasJoined { get; set; }

    public bool WatchesBoard { get; set; }
    public int FirstRow { get; set; }
    public long LastAnswerTicks { get; set; }
    public string? SignOutReason { get; set; }

    /// <summary>Digest of the queue counts last pushed; a desk is not pushed again for counts that did not change.</summary>
    public string LastCounts { get; set; } = "";
    public (long Epoch, long Sequence, int FirstRow, int Version) LastBoard { get; set; }

    public void Owe(Owed what)
    {
        Interlocked.Or(ref marks, (int)what);
        try
        {
            owed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake for something else; the mark stands.
        }
    }

    /// <summary>After its push ended: nobody waits any more.</summary>
    public void Dispose()
    {
        owed.Dispose();
        Closed.Dispose();
    }

    /// <summary>Waits until something is owed and takes all marks.</summary>
    public async Task<Owed> NextAsync()
    {
        await owed.WaitAsync(Closed.Token);
        return (Owed)Interlocked.Exchange(ref marks, 0);
    }
}

[Flags]
internal enum Owed
{
    Nothing = 0,
    Desk = 1,
    Board = 2,
    Beat = 4,
    SignOut = 8,
}
