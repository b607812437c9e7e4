namespace Hotline.Server.Drill;

/// <summary>All chance of a drill, from one seed: the same seed draws the same.</summary>
public sealed class Chance(int seed, int stream)
{
    // Spread, so that neighbouring streams do not begin alike.
    private readonly Random random = new(unchecked((seed * 486_187_739) ^ (stream * 16_777_619)));
    private readonly Lock gate = new();

    /// <summary>At least 0, below 1.</summary>
    public double Next()
    {
        lock (gate)
            return random.NextDouble();
    }

    public bool Happens(double share) => Next() < share;

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Next());

    public TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1 - Next());

    /// <summary>Human reaction times: half are below the median, a few are much longer.</summary>
    public TimeSpan LogNormal(TimeSpan median, double sigma) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next()));
}

/// <summary>Wall time since the drill began, the same for help seekers and workers.</summary>
public sealed class DrillClock(TimeProvider time)
{
    private readonly long started = time.GetTimestamp();

    public TimeSpan Now => time.GetElapsedTime(started);

    public DateTimeOffset UtcNow => time.GetUtcNow();

    public Task Delay(TimeSpan span, CancellationToken cancel) => span > TimeSpan.Zero ? Task.Delay(span, time, cancel) : Task.CompletedTask;
}
