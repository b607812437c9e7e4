using System.Globalization;

namespace Hotline.Console.Parts;

/// <summary>How lengths of time are written: minutes and seconds, hours only when there are any. The same in every language.</summary>
public static class Spans
{
    public static string Write(TimeSpan span)
    {
        var whole = span < TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Floor(span.TotalSeconds));
        return whole.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:00}");
    }

    /// <summary>Whole seconds left until a deadline, rounded up so that 1 is shown while any time is left.</summary>
    public static int SecondsLeft(DateTimeOffset until, DateTimeOffset now) => Math.Max(0, (int)Math.Ceiling((until - now).TotalSeconds));
}
