namespace Hotline.Console.Live;

/// <summary>Reconnects for ever: the first try almost at once, then doubling up to 5 s, each jittered so that five hundred consoles do not come as one.</summary>
public static class RetryDelay
{
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(5);

    /// <param name="tries">Tries made so far.</param>
    /// <param name="chance">0–1.</param>
    public static TimeSpan After(long tries, double chance)
    {
        if (tries <= 0)
            return TimeSpan.FromMilliseconds(200 * chance);
        var full = Math.Min(Cap.TotalMilliseconds, 500 * Math.Pow(2, Math.Min(tries - 1, 10)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (0.5 * chance)));
    }
}
