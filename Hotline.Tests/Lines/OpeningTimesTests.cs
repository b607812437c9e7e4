using System.Globalization;
using Hotline.Contracts;
using Hotline.Server.Lines;
using NUnit.Framework;

namespace Hotline.Tests.Lines;

public sealed class OpeningTimesTests
{
    private static bool Open(string zone, string instant, params OpeningHours[] hours) =>
        new OpeningTimes(zone, hours).OpenAt(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));

    [Test]
    public void A_line_without_hours_is_always_open() => Assert.That(Open("Asia/Shanghai", "2026-03-01T03:00:00Z"), Is.True);

    [TestCase("2026-03-02T00:59:59Z", false, TestName = "A second before nine in Shanghai it is closed")]
    [TestCase("2026-03-02T01:00:00Z", true, TestName = "At nine in Shanghai it opens")]
    [TestCase("2026-03-02T08:59:59Z", true, TestName = "A second before five in the afternoon it is open")]
    [TestCase("2026-03-02T09:00:00Z", false, TestName = "At five it closes")]
    [TestCase("2026-03-03T01:00:00Z", false, TestName = "On Tuesday it stays closed")]
    public void Hours_are_the_lines_own(string instant, bool open) =>
        Assert.That(Open("Asia/Shanghai", instant, new OpeningHours(DayOfWeek.Monday, "09:00", "17:00")), Is.EqualTo(open));

    [TestCase("2026-03-02T14:00:00Z", true, TestName = "Ten in the evening on Monday belongs to Monday's night")]
    [TestCase("2026-03-02T17:59:00Z", true, TestName = "Two minutes to two on Tuesday still does")]
    [TestCase("2026-03-02T18:00:00Z", false, TestName = "Two in the morning does not")]
    [TestCase("2026-03-01T17:00:00Z", false, TestName = "One in the morning of Monday is Sunday's night")]
    public void A_span_may_pass_midnight(string instant, bool open) =>
        Assert.That(Open("Asia/Shanghai", instant, new OpeningHours(DayOfWeek.Monday, "22:00", "02:00")), Is.EqualTo(open));

    [Test]
    public void Saturdays_night_reaches_into_sunday() =>
        Assert.That(Open("UTC", "2026-03-08T01:30:00Z", new OpeningHours(DayOfWeek.Saturday, "20:00", "04:00")), Is.True);

    [TestCase("00:00", "24:00")]
    [TestCase("00:00", "00:00")]
    public void A_whole_day_can_be_said(string from, string until)
    {
        var day = new OpeningHours(DayOfWeek.Monday, from, until);
        Assert.That(Open("UTC", "2026-03-02T00:00:00Z", day), Is.True);
        Assert.That(Open("UTC", "2026-03-02T23:59:59Z", day), Is.True);
        Assert.That(Open("UTC", "2026-03-03T00:00:00Z", day), Is.False);
    }

    // New York springs forward on 8 March 2026 at 02:00 (07:00Z) and falls back on 1 November 2026 at 02:00 (06:00Z).
    [TestCase("2026-03-06T14:30:00Z", true, TestName = "Before the clocks change nine there is 14 UTC")]
    [TestCase("2026-03-09T13:30:00Z", true, TestName = "After the clocks change nine there is 13 UTC")]
    [TestCase("2026-03-06T13:30:00Z", false, TestName = "Which was half past eight before")]
    public void Opening_follows_the_wall_clock_across_daylight_saving(string instant, bool open) =>
        Assert.That(Open("America/New_York", instant, new OpeningHours(DayOfWeek.Friday, "09:00", "17:00"), new OpeningHours(DayOfWeek.Monday, "09:00", "17:00")), Is.EqualTo(open));

    [Test]
    public void The_hour_that_is_skipped_opens_nothing_and_the_one_that_comes_twice_is_open_twice()
    {
        var night = new OpeningHours(DayOfWeek.Sunday, "01:30", "02:30");
        Assert.That(Open("America/New_York", "2026-03-08T06:59:00Z", night), Is.True, "01:59, just before the jump");
        Assert.That(Open("America/New_York", "2026-03-08T07:00:00Z", night), Is.False, "03:00, just after it");
        Assert.That(Open("America/New_York", "2026-11-01T05:45:00Z", night), Is.True, "01:45 for the first time");
        Assert.That(Open("America/New_York", "2026-11-01T06:15:00Z", night), Is.False, "01:15 for the second time");
        Assert.That(Open("America/New_York", "2026-11-01T06:45:00Z", night), Is.True, "01:45 for the second time");
    }

    [TestCase("09:00", 540)]
    [TestCase("24:00", 1440)]
    [TestCase("9:00", null)]
    [TestCase("24:01", null)]
    [TestCase("09:60", null)]
    [TestCase("-1:00", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Only_HH_mm_is_a_time(string? text, int? minutes) => Assert.That(OpeningTimes.Minutes(text), Is.EqualTo(minutes));
}
