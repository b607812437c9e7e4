using Hotline.Contracts;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Posting;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>The simulated partner against the real post and the real door.</summary>
internal sealed class SimulatorTests
{
    [Test]
    public void Faults_come_in_the_share_asked_for_and_evenly()
    {
        var plan = new FaultPlan(0.6, 7);
        var met = Enumerable.Range(0, 800).Select(_ => plan.Next()).ToList();

        Assert.That(met.Count(fault => fault != PartnerFault.None), Is.EqualTo(480));
        Assert.That(met.Where(fault => fault != PartnerFault.None).GroupBy(fault => fault).Select(kind => kind.Count()), Is.All.EqualTo(60).And.Exactly(8).Items);
        var again = new FaultPlan(0.6, 7);
        Assert.That(Enumerable.Range(0, 800).Select(_ => again.Next()), Is.EqualTo(met), "the same for the same seed");
    }

    [Test]
    public async Task A_partner_without_faults_takes_it_once_and_tells_the_whole_story([Values] PayloadFormat format)
    {
        await using var door = await BackChannelHost.StartAsync(settableClock: false);
        await using var partner = await PartnerSimulator.StartAsync(Settings(door));
        await using var bench = PostBench.Open();

        Assert.That((await PostAsync(bench, partner, format: format)).End, Is.EqualTo(PostEnd.Delivered));
        Assert.That((await PostAsync(bench, partner, format: format)).End, Is.EqualTo(PostEnd.Delivered), "the same again");
        await Until.True(() => partner.Book.Find("e7f")!.IsClosed, "it is closed");

        Assert.That(partner.Book.IncidentsOf("e7f"), Is.EqualTo(1));
        Assert.That(door.Orders.Heard.Select(heard => ((ReportOrder)heard.Order).Report), Is.EqualTo(new SimulatorSettings([]).Story));
        Assert.That(door.Orders.Heard[0].Order, Has.Property("Number").EqualTo(partner.Book.Find("e7f")!.Number));
    }

    [Test]
    public async Task A_sender_that_makes_a_new_id_is_found_out()
    {
        await using var partner = await PartnerSimulator.StartAsync(new SimulatorSettings(PaperSecrets.Police));
        await using var bench = PostBench.Open();

        await PostAsync(bench, partner, id: "m1");
        await PostAsync(bench, partner, id: "m2");

        Assert.That(partner.Book.IncidentsOf("e7f"), Is.EqualTo(2));
    }

    [TestCase(PartnerFault.Error)]
    [TestCase(PartnerFault.TooMany)]
    [TestCase(PartnerFault.Never)]
    [TestCase(PartnerFault.Slow)]
    public async Task A_fault_of_the_answer_is_got_over_without_a_second_incident(PartnerFault fault)
    {
        await using var partner = await PartnerSimulator.StartAsync(new SimulatorSettings(PaperSecrets.Police) { Plan = new FaultPlan(0.5, 3, fault), RetryAfterSeconds = 0, SlowBy = TimeSpan.FromMilliseconds(20) });
        await using var bench = PostBench.Open(settings: [("AttemptSeconds", "1"), ("DeadlineSeconds", "30"), ("Retries", "10")]);

        for (var number = 0; number < 3; number++) Assert.That((await PostAsync(bench, partner, id: "m" + number, escalation: "e" + number)).End, Is.EqualTo(PostEnd.Delivered));

        Assert.That(partner.Book.All.Select(incident => incident.Opened), Is.All.EqualTo(1).And.Exactly(3).Items);
    }

    [Test]
    public async Task Gone_is_gone()
    {
        await using var partner = await PartnerSimulator.StartAsync(new SimulatorSettings(PaperSecrets.Police) { Plan = new FaultPlan(1, 1, PartnerFault.Gone) });
        await using var bench = PostBench.Open();

        Assert.That((await PostAsync(bench, partner)).End, Is.EqualTo(PostEnd.Gone));
        Assert.That(partner.Book.All, Is.Empty);
    }

    [TestCase(PartnerFault.Twice)]
    [TestCase(PartnerFault.OutOfOrder)]
    [TestCase(PartnerFault.BadSignature)]
    public async Task A_fault_of_the_reports_is_made_as_planned(PartnerFault fault)
    {
        await using var door = await BackChannelHost.StartAsync(settableClock: false);
        await using var partner = await PartnerSimulator.StartAsync(Settings(door) with { Plan = new FaultPlan(1, 1, fault) });
        await using var bench = PostBench.Open();

        await PostAsync(bench, partner);
        await Until.True(() => partner.Book.Find("e7f")!.IsClosed, "it is closed");

        var said = partner.Book.Find("e7f")!.Reports;
        if (fault == PartnerFault.Twice) await Until.True(() => partner.Book.Find("e7f")!.Reports.Count(report => report.Said.EndsWith(" again", StringComparison.Ordinal)) >= 5, "each was said twice");
        if (fault == PartnerFault.OutOfOrder) Assert.That(said[0].Said, Is.EqualTo("Dispatched"));
        if (fault == PartnerFault.BadSignature) Assert.That(said[0], Is.EqualTo(("wrongly signed", 401)));
        Assert.That(door.Orders.Heard.Select(heard => ((ReportOrder)heard.Order).Report), Is.Unique, "the door lets each through once");
    }

    [Test]
    public async Task A_signature_that_is_not_ours_is_refused_by_the_partner()
    {
        await using var partner = await PartnerSimulator.StartAsync(new SimulatorSettings(PaperSecrets.Police));
        await using var bench = PostBench.Open();

        var result = await bench.PostAsync(partner.Url, secrets: PaperSecrets.Ambulance);

        Assert.That((result.End, result.Status, partner.Book.Refused), Is.EqualTo((PostEnd.Refused, 401, 1)));
    }

    private static SimulatorSettings Settings(BackChannelHost door) => new(PaperSecrets.Police, door.Url, BackChannelHost.Line, BackChannelHost.Partner) { Pause = TimeSpan.Zero };

    private static Task<PostResult> PostAsync(PostBench bench, PartnerSimulator partner, string id = "m1", string escalation = "e7f", PayloadFormat format = PayloadFormat.Hotline)
    {
        var body = PayloadWriter.Write(format, PartnerKind.Police, PaperForm.Facts() with { EscalationId = escalation });
        return bench.PostAsync(partner.Url, "police", id, System.Text.Encoding.UTF8.GetString(body.Span), secrets: PaperSecrets.Police);
    }
}
