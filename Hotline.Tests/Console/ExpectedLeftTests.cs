using Hotline.Console.Board;
using Hotline.Contracts;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>The expected wait in a row of the queue: the band's, less what was waited.</summary>
public sealed class ExpectedLeftTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly QueueRow Row = new(3, "c", Phase.Waiting, Band.High, 60, Channel.Chat, "en", [], T0, 60, 0, [], new RankView(1, "0", "0", "0"), "all_busy", [], false);
    private static readonly BandForecast Forecast = new(Band.High, 120, new ExpectedWaitView(60, 300), 4, 10, 1);

    [TestCase(0, 60, 300)]
    [TestCase(10, 30, 300)]
    [TestCase(30, 30, 270)]
    [TestCase(100, 0, 210)]
    [TestCase(251, 0, 50)]
    [TestCase(299, 0, 5)]
    public void What_was_waited_is_taken_off_and_the_rest_is_rough(int waited, int from, int until) =>
        Assert.That(After(waited), Is.EqualTo(new ExpectedLeft(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(until))));

    [TestCase(300)]
    [TestCase(4000)]
    public void Beyond_the_range_it_is_longer_than_expected(int waited) => Assert.That(After(waited), Has.Property(nameof(ExpectedLeft.IsOver)).True);

    [Test]
    public void It_never_grows_while_the_forecast_stays()
    {
        var before = After(0)!.Value;
        for (var waited = 1; waited < 400; waited++)
        {
            var left = After(waited)!.Value;
            Assert.That((left.From, left.Until), Is.LessThanOrEqualTo((before.From, before.Until)));
            before = left;
        }
    }

    [Test]
    public void It_is_written_anew_seldom() =>
        Assert.That(Enumerable.Range(0, 300).Select(waited => After(waited)).Distinct().Count(), Is.LessThan(30), "of three hundred seconds");

    [TestCase("all_busy", true)]
    [TestCase("wish:female", true)]
    [TestCase("preferred", true)]
    [TestCase("reserve", true)]
    [TestCase(null, true)]
    [TestCase("none_on_duty", false)]
    [TestCase("diverted", false)]
    [TestCase("language", false)]
    [TestCase("skill:youth", false)]
    [TestCase("all_declined", false)]
    public void Nothing_is_said_of_whom_nobody_on_duty_can_take(string? stuck, bool says) =>
        Assert.That(ExpectedLeft.Of(Row with { Stuck = stuck }, Forecast, T0) is not null, Is.EqualTo(says));

    [Test]
    public void Nothing_is_said_without_a_forecast_and_of_whom_somebody_is_asked_or_was_handed()
    {
        Assert.That(ExpectedLeft.Of(Row, null, T0), Is.Null, "as of the imminent");
        Assert.That(ExpectedLeft.Of(Row, Forecast with { Range = null }, T0), Is.Null);
        Assert.That(ExpectedLeft.Of(Row with { Phase = Phase.Offered }, Forecast, T0), Is.Null);
        Assert.That(ExpectedLeft.Of(Row with { InInbox = true }, Forecast, T0), Is.Null);
        Assert.That(ExpectedLeft.Of(Row with { Handed = new HandedTo("w", "Lin", "Wang", T0, null) }, Forecast, T0), Is.Null);
    }

    private static ExpectedLeft? After(int waited) => ExpectedLeft.Of(Row, Forecast, T0.AddSeconds(waited));
}
