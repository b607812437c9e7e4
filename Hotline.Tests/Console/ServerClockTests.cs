using Hotline.Console.Live;
using Hotline.Console.Parts;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Console;

public sealed class ServerClockTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_quickest_message_tells_the_offset_best()
    {
        var time = new FakeTimeProvider(T0);
        var clock = new ServerClock(time);
        foreach (var transitMs in new[] { 400, 30, 900, 250 })
            clock.Hear(time.GetUtcNow().AddSeconds(7).AddMilliseconds(-transitMs));
        Assert.That(clock.Offset, Is.EqualTo(TimeSpan.FromSeconds(7) - TimeSpan.FromMilliseconds(30)));
    }

    [Test]
    public void A_changed_local_clock_is_followed_at_once()
    {
        var time = new FakeTimeProvider(T0);
        var clock = new ServerClock(time);
        var server = T0;
        for (var beat = 0; beat < 15; beat++) clock.Hear(server);
        time.Advance(TimeSpan.FromHours(1));
        clock.Hear(server.AddSeconds(4));
        Assert.That(clock.Now, Is.EqualTo(server.AddSeconds(4)));
    }

    [Test]
    public void Old_samples_leave_the_window_so_drift_is_followed()
    {
        var time = new FakeTimeProvider(T0);
        var clock = new ServerClock(time);
        clock.Hear(T0.AddSeconds(2));
        for (var beat = 0; beat < 15; beat++) clock.Hear(T0.AddSeconds(1));
        Assert.That(clock.Offset, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [TestCase(0.2, 1)]
    [TestCase(14.99, 15)]
    [TestCase(15, 15)]
    [TestCase(-3, 0)]
    public void A_countdown_shows_one_while_any_time_is_left(double left, int shown) =>
        Assert.That(Spans.SecondsLeft(T0.AddSeconds(left), T0), Is.EqualTo(shown));

    [TestCase(0, "0:00")]
    [TestCase(59.9, "0:59")]
    [TestCase(3725, "1:02:05")]
    [TestCase(-5, "0:00")]
    public void Lengths_of_time_read_the_same_everywhere(double seconds, string written) =>
        Assert.That(Spans.Write(TimeSpan.FromSeconds(seconds)), Is.EqualTo(written));
}
