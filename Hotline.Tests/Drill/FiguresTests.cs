using System.Text.Json;
using Hotline.Server.Drill;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Drill;

public sealed class FiguresTests
{
    [TestCase(0.5, 50)]
    [TestCase(0.95, 95)]
    [TestCase(0.99, 99)]
    [TestCase(1, 100)]
    public void A_percentile_is_the_nearest_rank(double share, int expected) =>
        Assert.That(Figures.Percentile([.. Enumerable.Range(1, 100).Reverse().Select(number => TimeSpan.FromSeconds(number))], share), Is.EqualTo(TimeSpan.FromSeconds(expected)));

    [Test]
    public void The_percentile_of_one_is_that_one_and_of_nothing_is_nothing()
    {
        Assert.That(Figures.Percentile([TimeSpan.FromSeconds(3)], 0.5), Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(Figures.Percentile([], 0.5), Is.Null);
    }

    [Test]
    public void Who_left_counts_against_the_target()
    {
        var figures = Figures.Of(Wire.Band.High, [Story(Wire.Band.High, 5), Story(Wire.Band.High, 25), Story(Wire.Band.High, null), Story(Wire.Band.Low, 1), Story(Wire.Band.High, 20)]);

        Assert.That(figures, Is.EqualTo(new BandFigures(4, 20, 25, 25, 0.5, 3, 0, new ExpectedFigures(0, null, null, null, null))));
    }

    [Test]
    public void Expected_waits_are_judged_by_who_was_answered_and_by_who_left_after_the_foretold_time()
    {
        var told = new Wire.ExpectedWaitView(10, 30);
        var leftEarly = Story(Wire.Band.Low, null, told);
        var leftLate = Story(Wire.Band.Low, null, told);
        leftEarly.Leave(TimeSpan.FromSeconds(105));
        leftLate.Leave(TimeSpan.FromSeconds(131));

        var figures = Figures.Of(Wire.Band.Low, [Story(Wire.Band.Low, 22, told), Story(Wire.Band.Low, 40, told), Story(Wire.Band.Low, 5, told), Story(Wire.Band.Low, 1), leftEarly, leftLate]);

        Assert.That(figures.Expected, Is.EqualTo(new ExpectedFigures(5, 0.25, 0.5, 15, 30)));
        Assert.That((figures.Answered, figures.Left), Is.EqualTo((4, 2)));
    }

    [TestCase(Wire.Band.Imminent, Wire.Channel.Voice, 10)]
    [TestCase(Wire.Band.Imminent, Wire.Channel.Chat, 10)]
    [TestCase(Wire.Band.High, Wire.Channel.Voice, 20)]
    [TestCase(Wire.Band.High, Wire.Channel.Chat, 60)]
    [TestCase(Wire.Band.Moderate, Wire.Channel.Chat, 300)]
    [TestCase(Wire.Band.Low, Wire.Channel.Voice, 20)]
    [TestCase(Wire.Band.Low, Wire.Channel.Sms, 600)]
    public void Targets_are_those_of_the_domain(Wire.Band band, Wire.Channel channel, int seconds) =>
        Assert.That(Figures.Target(band, channel), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [TestCase(Wire.Phase.Waiting, true, false, Fate.Waiting)]
    [TestCase(Wire.Phase.Offered, false, false, Fate.Waiting)]
    [TestCase(Wire.Phase.Engaged, true, false, Fate.Answered)]
    [TestCase(Wire.Phase.Closed, true, true, Fate.Answered)]
    [TestCase(Wire.Phase.Abandoned, false, false, Fate.Abandoned)]
    [TestCase(Wire.Phase.Waiting, true, true, Fate.Undone)]
    [TestCase(Wire.Phase.Abandoned, true, true, Fate.Undone)]
    [TestCase(null, true, true, Fate.Lost)]
    [TestCase((Wire.Phase)77, true, false, Fate.Lost)]
    public void The_read_at_the_end_judges_what_the_clients_lived(Wire.Phase? phase, bool answered, bool ended, Fate fate)
    {
        var story = Story(Wire.Band.Low, answered ? 3 : null);
        if (ended)
            story.End(TimeSpan.FromSeconds(9));
        var place = phase is { } there
            ? new Wire.ContactPlace("c", there, Wire.Band.Low, null, DateTimeOffset.UnixEpoch, null, null, null, null, null, false, [], null)
            : null;

        Assert.That(FinalReading.Judge(story, place), Is.EqualTo(fate));
    }

    [Test]
    public void The_json_has_the_names_that_are_agreed()
    {
        var row = new BandFigures(1, 1, 1, 1, 1);
        var report = new DrillReport(1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 1, 1, 1, 1, new BandRows(row, row, row, row), new ProbeFigures(1, 2, 3, 4));
        using var json = JsonDocument.Parse(report.ToJson());
        var root = json.RootElement;

        string[] sums = ["arrivals", "acknowledged", "answered", "abandoned", "waiting", "lost", "double_held", "offers_expired"];
        Assert.That(sums.Select(name => root.GetProperty(name).GetInt32()), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6, 7, 8 }));
        foreach (var band in new[] { "imminent", "high", "moderate", "low" })
            Assert.That(root.GetProperty("bands").GetProperty(band).EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "count", "p50_s", "p95_s", "p99_s", "in_target", "answered", "left", "expected" }));
        Assert.That(root.GetProperty("probe").GetProperty("p50_ms").GetDouble(), Is.EqualTo(2));
        Assert.That(root.GetProperty("probe").GetProperty("p99_ms").GetDouble(), Is.EqualTo(3));
        Assert.That((report with { Probe = null }).ToJson(), Does.Not.Contain("probe"));
    }

    [Test]
    public void A_drill_is_good_only_when_nobody_was_lost_held_twice_or_undone()
    {
        var row = new BandFigures(0, null, null, null, null);
        var good = new DrillReport(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, new BandRows(row, row, row, row), null);

        Assert.That(good.IsGood, Is.True);
        Assert.That(new[] { good with { Lost = 1 }, good with { DoubleHeld = 1 }, good with { Undone = 1 } }.Select(report => report.IsGood), Is.All.False);
    }

    [Test]
    public void The_same_seed_draws_the_same_and_the_means_are_as_asked()
    {
        var mean = TimeSpan.FromSeconds(6);
        var first = new Chance(1, 7);
        var draws = Enumerable.Range(0, 20_000).Select(_ => first.Exponential(mean)).ToList();

        Assert.That(new Chance(1, 7).Exponential(mean), Is.EqualTo(draws[0]));
        Assert.That(new Chance(1, 8).Exponential(mean), Is.Not.EqualTo(draws[0]));
        Assert.That(draws.Average(draw => draw.TotalSeconds), Is.EqualTo(6).Within(0.2));
        var second = new Chance(2, 7);
        Assert.That(Figures.Percentile([.. Enumerable.Range(0, 20_000).Select(_ => second.LogNormal(mean, 0.5))], 0.5)!.Value.TotalSeconds, Is.EqualTo(6).Within(0.2));
    }

    private static ContactStory Story(Wire.Band band, double? wait, Wire.ExpectedWaitView? told = null)
    {
        var story = new ContactStory("c");
        story.Acknowledge(new Arrival(2, new DateTime(2015, 5, 26), band, band), Wire.Channel.Voice, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(100.01), told);
        if (wait is { } seconds)
            story.Answer(TimeSpan.FromSeconds(100 + seconds));
        return story;
    }
}
