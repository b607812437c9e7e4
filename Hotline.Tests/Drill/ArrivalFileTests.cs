using Hotline.Server.Drill;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Drill;

public sealed class ArrivalFileTests
{
    private const string File = """
        arrived_at,nature,group,band,final_band
        2015-05-27T00:05,"ASSAULT, OTHER",ASSAULTS,high,low
        2015-05-26T00:02,"DISTURBANCE, OTHER",DISTURBANCES,moderate,moderate
        2015-05-26T00:32,X,Y,imminent,imminent
        2015-05-28T00:00,X,Y,low,low
        """;

    [Test]
    public void Rows_come_in_the_order_of_arrival_with_both_bands()
    {
        var arrivals = Read(File);

        Assert.That(arrivals.Select(arrival => arrival.Row), Is.EqualTo(new[] { 3, 4, 2, 5 }));
        Assert.That(arrivals[2], Is.EqualTo(new Arrival(2, new DateTime(2015, 5, 27, 0, 5, 0), Wire.Band.High, Wire.Band.Low)));
    }

    [Test]
    public void The_last_day_is_exclusive() =>
        Assert.That(Read(File, new DateOnly(2015, 5, 26), new DateOnly(2015, 5, 28)).Select(arrival => arrival.Row), Is.EqualTo(new[] { 3, 4, 2 }));

    [TestCase(1, 30)]
    [TestCase(600, 0.05)]
    public void Speed_divides_the_gaps(double speed, double minutes)
    {
        var planned = ArrivalFile.Compress(Read(File), speed);

        Assert.That(planned[0].Due, Is.EqualTo(TimeSpan.Zero));
        Assert.That(planned[1].Due, Is.EqualTo(TimeSpan.FromMinutes(minutes)));
    }

    [TestCase("arrived_at,band\n2015-01-01T00:00,low", "final_band")]
    [TestCase("arrived_at,band,final_band\nyesterday,low,low", "Row 2")]
    [TestCase("arrived_at,band,final_band\n2015-01-01T00:00,low,low\n2015-01-01T00:00,purple,low", "Row 3: band")]
    [TestCase("arrived_at,band,final_band\n2015-01-01T00:00,low,7", "final_band")]
    [TestCase("arrived_at,band,final_band\n", "No arrivals")]
    [TestCase("", "arriv")]
    public void What_cannot_be_read_is_named(string text, string named) =>
        Assert.That(() => Read(text), Throws.InstanceOf<DrillStoppedException>().With.Message.Contains(named));

    [Test]
    public void The_evidence_of_a_band_is_assessed_as_that_band([Values] Wire.Band band)
    {
        var evidence = BandEvidence.Of(band).Select((item, index) => new Hotline.Server.Records.Evidence(index + 1, item.Kind, item.Value.GetString()!, "help_seeker", DateTimeOffset.UnixEpoch)).ToList();

        Assert.That(Hotline.Server.Triage.Rules.Assessor.Assess(Hotline.Server.Triage.Rules.RuleSetFile.Shipped, evidence).Band.ToString(), Is.EqualTo(band.ToString()));
    }

    private static IReadOnlyList<Arrival> Read(string text, DateOnly? from = null, DateOnly? to = null)
    {
        using var reader = new StringReader(text);
        return ArrivalFile.Read(reader, from, to);
    }
}
