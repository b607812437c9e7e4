using System.Text.Json;
using Hotline.Tests.Bench.Load;
using NUnit.Framework;

namespace Hotline.Tests.Bench;

/// <summary>What the bench makes of its runs. The measuring itself is a verb.</summary>
internal sealed class BenchFiguresTests
{
    [Test]
    public void A_case_is_the_median_of_its_runs_and_its_ratios_are_ours_by_the_other()
    {
        var one = new BenchCase("some", "ms").Aiming("<= 2 x floor", seen => seen.RatioToFloor <= 2);
        one.Runs.Ours.AddRange([9, 1, 4, 100]);
        one.Runs.Floor.AddRange([2, 3, 50]);

        Assert.Multiple(() =>
        {
            Assert.That(one.Ours, Is.EqualTo(6.5));
            Assert.That(one.Floor, Is.EqualTo(3));
            Assert.That(one.Peer, Is.Null);
            Assert.That(one.RatioToPeer, Is.Null);
            Assert.That(one.RatioToFloor, Is.EqualTo(6.5 / 3));
            Assert.That(one.AimMet, Is.False);
        });
    }

    [Test]
    public void The_file_names_what_the_table_shows()
    {
        var one = new BenchCase("some", "ms");
        one.Runs.Ours.Add(1);
        one.Runs.Peer.Add(2);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(new BenchReport("a machine", DateTimeOffset.UnixEpoch, 0.5, [one]), BenchJson.Default.BenchReport));

        var written = json.RootElement.GetProperty("cases")[0];
        Assert.That(written.EnumerateObject().Select(member => member.Name), Is.SupersetOf(new[] { "name", "unit", "ours", "peer", "floor", "ratio_to_peer", "ratio_to_floor", "runs" }));
        Assert.That(written.GetProperty("ratio_to_peer").GetDouble(), Is.EqualTo(0.5));
        Assert.That(written.GetProperty("runs").GetProperty("ours")[0].GetDouble(), Is.EqualTo(1));
    }

    [TestCase(0.5, 50)]
    [TestCase(0.99, 99)]
    [TestCase(1, 100)]
    public void A_percentile_is_the_smallest_that_so_many_do_not_exceed(double share, double expected) =>
        Assert.That(OpenLoop.Percentile([.. Enumerable.Range(1, 100).Select(number => (double)number)], share), Is.EqualTo(expected));

    [TestCase("--only", "nothing")]
    [TestCase("--site", "no-such-folder")]
    [TestCase("--unknown", "1")]
    public async Task What_cannot_be_measured_is_one_line_and_no_zero(string option, string value) =>
        Assert.That(await BenchVerb.RunAsync([option, value]), Is.EqualTo(2));
}
