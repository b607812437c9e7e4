namespace Hotline.Tests.Simulation;

/// <summary>
/// Time of the simulation, on one thread: what is due runs in order of time, then of asking. Awaits come back here and nowhere else,
/// so a run depends on its seed alone.
/// </summary>
internal sealed class EventLoop : SynchronizationContext
{
    private readonly PriorityQueue<(Lived? Owner, Action What), (long At, long Order)> due = new();
    private long order;

    /// <summary>Microseconds since the start.</summary>
    public long Now { get; private set; }

    public long NowMs => Now / 1000;

    public long Steps { get; private set; }

    /// <summary>Set by whoever finds a fault: nothing runs any more.</summary>
    public bool IsStopped { get; set; }

    /// <param name="owner">Whose it is: a process that is paused does it later, one that is gone never.</param>
    public void After(Lived? owner, long microseconds, Action what) => due.Enqueue((owner, what), (Now + Math.Max(0, microseconds), order++));

    public Task Delay(Lived? owner, long milliseconds)
    {
        var done = new TaskCompletionSource();
        After(owner, milliseconds * 1000, done.SetResult);
        return done.Task;
    }

    /// <summary>Runs until the given time; what an actor throws comes out here.</summary>
    public void RunUntil(long milliseconds)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (!IsStopped && due.TryPeek(out var next, out var place) && place.At <= milliseconds * 1000)
            {
                due.Dequeue();
                if (next.Owner is { IsGone: true }) continue;
                if (next.Owner is { } owner && owner.PausedUntil * 1000 > place.At)
                {
                    due.Enqueue(next, (owner.PausedUntil * 1000, place.Order));
                    continue;
                }
                Now = Math.Max(Now, place.At);
                Steps++;
                next.What();
            }
            if (!IsStopped) Now = Math.Max(Now, milliseconds * 1000);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => After(null, 0, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);
}

/// <summary>Something that may be stopped for a while or for good: a server process, a console.</summary>
internal class Lived
{
    public bool IsGone { get; set; }

    /// <summary>Milliseconds since the start.</summary>
    public long PausedUntil { get; set; }
}

/// <summary>The clock of one process: the simulation's time and how far this machine's clock is off.</summary>
internal sealed class ProcessClock(EventLoop loop, Lived owner, long offMs) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => 1_000_000;

    public override DateTimeOffset GetUtcNow() => Start.AddMicroseconds(loop.Now).AddMilliseconds(offMs);

    public override long GetTimestamp() => loop.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new OneShot(loop, owner, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class OneShot(EventLoop loop, Lived owner, Action what) : ITimer
    {
        private int set;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++set;
            if (dueTime >= TimeSpan.Zero)
                loop.After(owner, (long)dueTime.TotalMicroseconds, () => { if (mine == set) what(); });
            return true;
        }

        public void Dispose() => set++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
