namespace Hotline.Server.Supervision.Shifts;

/// <summary>Eight hours of a line's wall clock: from 0, 8 and 16 o'clock.</summary>
internal sealed record ShiftSpan(DateTimeOffset From, DateTimeOffset Until)
{
    private const int Hours = 8;

    /// <param name="ago">0 = the shift of <paramref name="now"/>, 1 = the one before, …</param>
    public static ShiftSpan Of(TimeZoneInfo zone, DateTimeOffset now, int ago)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var from = local.Date.AddHours(local.Hour / Hours * Hours).AddHours(-Hours * ago);
        return new ShiftSpan(Instant(zone, from), Instant(zone, from.AddHours(Hours)));
    }

    // A night in which the clocks are set makes a shift of seven or nine hours.
    private static DateTimeOffset Instant(TimeZoneInfo zone, DateTime local) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
}
