namespace Hotline.Console.Live;

/// <summary>
/// The ledger's time, as well as this console can know it. Every server message carries the time it was made; transit only makes it look older,
/// so the largest of the last samples is the closest.
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    private const int Window = 15;

    /// <summary>A step larger than this is a changed local clock, not transit: older samples no longer count.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly Queue<TimeSpan> samples = new();

    /// <summary>Server time minus local time.</summary>
    public TimeSpan Offset { get; private set; }

    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    public void Hear(DateTimeOffset serverTime)
    {
        var sample = serverTime - time.GetUtcNow();
        if (samples.Count > 0 && (sample - Offset).Duration() > Step)
            samples.Clear();
        samples.Enqueue(sample);
        if (samples.Count > Window)
            samples.Dequeue();
        Offset = samples.Max();
    }
}
