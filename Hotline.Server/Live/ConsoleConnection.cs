using System.Security.Claims;
using System.Threading.Channels;
using Hotline.Server.Floor;
using Wakes = System.Threading.Channels.Channel;

namespace Hotline.Server.Live;

/// <summary>
/// One open console. What it is owed are marks, not messages: each view is made when it can be sent, so the newest wins,
/// nothing queues up, and a slow console holds up nobody else.
/// </summary>
internal sealed class ConsoleConnection(string connectionId, WorkerId worker, LineId line, ClaimsPrincipal principal, CancellationToken closed)
{
    private readonly Channel<bool> owed = Wakes.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int marks;

    public string ConnectionId => connectionId;
    public WorkerId Worker => worker;
    public LineId Line => line;
    public ClaimsPrincipal Principal => principal;
    public bool IsSupervisor { get; } = principal.IsInRole(Wire.Roles.Supervisor);
    public CancellationToken Closed => closed;

    /// <summary>Set by Join; before it nothing is pushed.</summary>
    public bool HasJoined { get; set; }

    /// <summary>Claims of a console that came while the floor was away: let in to see, and put onto the floor when it is back. Null when nothing is owed.</summary>
    public IReadOnlyList<string>? OwedClaims { get; set; }

    public Task Renewing { get; set; } = Task.CompletedTask;

    public bool WatchesBoard { get; set; }
    public bool WatchesRows { get; set; }
    public int FirstRow { get; set; }
    public int FirstLive { get; set; }
    public int FirstWorker { get; set; }
    public long LastAnswerTicks { get; set; }
    public string? SignOutReason { get; set; }

    /// <summary>Digest of the queue counts last pushed; a desk is not pushed again for counts that did not change.</summary>
    public string LastCounts { get; set; } = "";

    /// <summary>Whether the desk last pushed says that the floor is away; a change of that does not wait for the counts.</summary>
    public bool ShowsAway { get; set; }
    public (long Epoch, long Sequence, BoardWindow Window, int Version) LastBoard { get; set; }

    public void Owe(Owed what)
    {
        Interlocked.Or(ref marks, (int)what);
        // Already awake for something else: the mark stands.
        owed.Writer.TryWrite(true);
    }

    /// <summary>Waits until something is owed and takes all marks.</summary>
    public async Task<Owed> NextAsync()
    {
        await owed.Reader.ReadAsync(closed);
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
