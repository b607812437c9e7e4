namespace Hotline.Server.Ledger;

/// <summary>Ledger time: this node's clock plus its offset to Redis TIME; never before a commit it has seen.</summary>
internal sealed class LedgerClock(TimeProvider time)
{
    private long offsetTicks;
    private long latestTicks;

    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));
            var latest = Interlocked.Read(ref latestTicks);
            // Whole milliseconds: what is compared later is what is stored.
            return new DateTimeOffset(Math.Max(now.Ticks, latest) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        }
    }

    /// <summary>One measurement: Redis said <paramref name="redis"/> between the two local instants.</summary>
    public void Measure(DateTimeOffset before, DateTimeOffset redis, DateTimeOffset after)
    {
        var middle = before + ((after - before) / 2);
        Interlocked.Exchange(ref offsetTicks, (redis - middle).Ticks);
    }

    public void Saw(DateTimeOffset committed)
    {
        var seen = Interlocked.Read(ref latestTicks);
        while (committed.Ticks > seen)
        {
            var before = Interlocked.CompareExchange(ref latestTicks, committed.Ticks, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
