using System.Collections.Immutable;
using System.Globalization;

namespace Hotline.Server.Lines;

/// <summary>When a line is open, by the wall clock of its time zone. An end at or before its beginning is on the next day.</summary>
public sealed class OpeningTimes
{
    private const int Day = 24 * 60;

    private readonly TimeZoneInfo zone;
    private readonly ImmutableArray<(DayOfWeek Day, int From, int Length)> spans;

    /// <summary>Throws for a zone or time that <see cref="LineCheck"/> would have refused.</summary>
    public OpeningTimes(string timeZone, IEnumerable<Wire.OpeningHours> hours)
    {
        zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        spans = [.. hours.Select(span =>
        {
            var from = Minutes(span.From) ?? throw new FormatException(span.From);
            var until = Minutes(span.Until) ?? throw new FormatException(span.Until);
            return (span.Day, from, until > from ? until - from : until + Day - from);
        })];
    }

    /// <summary>No hours at all means always open.</summary>
    public bool OpenAt(DateTimeOffset instant)
    {
        if (spans.IsEmpty)
            return true;
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var minute = (local.Hour * 60) + local.Minute;
        var yesterday = (DayOfWeek)(((int)local.DayOfWeek + 6) % 7);
        foreach (var (day, from, length) in spans)
        {
            if (day == local.DayOfWeek && minute >= from && minute < from + length)
                return true;
            if (day == yesterday && minute + Day < from + length)
                return true;
        }

        return false;
    }

    /// <summary>Minutes since midnight of "HH:mm", 00:00 … 24:00; null when it is not that.</summary>
    public static int? Minutes(string? text) => text switch
    {
        "24:00" => Day,
        { Length: 5 } when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => (time.Hour * 60) + time.Minute,
        _ => null,
    };
}
