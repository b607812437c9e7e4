using NUnit.Framework;

namespace Hotline.Tests.Chaos;

/// <summary>The chaos verb in its short form: real nodes, redis-server and PostgreSQL, the faults that take no time by themselves.</summary>
public sealed class ShortChaosTests
{
    private static readonly string[] Quick = ["kill_node", "wipe_redis", "roll_back_redis"];

    [Test]
    public async Task Nothing_is_lost_while_a_node_and_Redis_are_hurt()
    {
        var output = new StringWriter();
        var plan = new ChaosPlan(Quick.Length, Quick, Seed: 7, Nodes: 2, Workers: 8, Rate: 2, SettleFor: TimeSpan.FromSeconds(2), Json: null);

        var report = await new ChaosRun(plan, new ChaosScreen(output), TimeProvider.System).RunAsync(TestContext.CurrentContext.CancellationToken);

        Assert.That(report.IsGood, Is.True, output.ToString());
        Assert.That(report.Rounds, Is.EqualTo(Quick.Length), output.ToString());
        Assert.That((report.Waiting, report.Unacknowledged), Is.EqualTo((0, 0)), output.ToString());
        Assert.That(report.Acknowledged, Is.GreaterThan(10), output.ToString());
    }

    [TestCase("--rounds", "0")]
    [TestCase("--scenario", "earthquake")]
    [TestCase("--scenario", "wipe_100000,kill_node")]
    [TestCase("--unknown", "1")]
    public async Task Bad_arguments_end_with_two(string name, string value) => Assert.That(await ChaosVerb.RunAsync([name, value]), Is.EqualTo(2));
}
