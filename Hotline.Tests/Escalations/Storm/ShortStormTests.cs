using NUnit.Framework;

namespace Hotline.Tests.Escalations.Storm;

/// <summary>The storm of hand-overs in its short form.</summary>
public sealed class ShortStormTests
{
    [Test]
    public async Task Every_hand_over_ends_closed_or_before_a_person_and_none_is_doubled_or_silent()
    {
        var said = new List<string>();
        var report = await new StormRun(new StormPlan(Count: 30, Share: 0.6, Kills: 1, Rate: 6, Seed: 3, AnswerSeconds: 10, Json: null), said.Add).RunAsync(TestContext.CurrentContext.CancellationToken);

        Assert.That(report.IsGood, Is.True, $"{report}\nsilent {string.Join(' ', report.Silent)}\ntwice {string.Join(' ', report.Twice)}\nundisclosed {string.Join(' ', report.Undisclosed)}");
        Assert.That(report.Closed, Is.GreaterThan(10), report.ToString());
        Assert.That(report.Faults.Where(pair => pair.Key != "None").Sum(pair => pair.Value), Is.GreaterThan(10));
    }

    [TestCase("--count", "0")]
    [TestCase("--share", "2")]
    [TestCase("--unknown", "1")]
    public async Task Bad_arguments_end_with_two(string name, string value) => Assert.That(await StormVerb.RunAsync([name, value]), Is.EqualTo(2));
}
