using Hotline.Contracts;
using Hotline.Server.Drill;
using Hotline.Tests.Escalations.Storm;
using Hotline.Tests.Partners;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Escalations;

/// <summary>Hand-overs on a running server, to a partner that answers over HTTP.</summary>
public sealed class HandOverServerTests
{
    [Test]
    public async Task Without_sql_a_hand_over_goes_out_all_the_same_and_is_disclosed_when_sql_is_back()
    {
        await using var redis = await RedisServer.StartAsync(appendOnly: true);
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            ("ConnectionStrings__Redis", redis.ConnectionString), ("ConnectionStrings__Records", await postgres.NewDatabaseAsync()),
            ("Records__Provider", "postgres"), ("Records__ApplyMigrations", "true"), ("Escalations__AllowedHosts__0", "127.0.0.1"));
        var client = new StormClient(server);
        await using var partner = await PartnerAsync(client, server, "demo", [PartnerReport.Accepted, PartnerReport.OnScene]);
        var contact = await client.OpenAsync(CancellationToken.None);
        await client.SignInAsync();
        await postgres.KillAsync();

        var id = await client.BeginAsync(contact, ["sim"], CancellationToken.None);

        await Until.True(() => partner.Book.Find(id)?.Reports.Any(report => report is { Said: "Accepted", Status: 200 }) == true, "the partner has it, and its answer is taken, while SQL is away", TimeSpan.FromSeconds(30));
        await postgres.LaunchAsync();
        var file = await Until.Some(() => ReadAsync(client, id), "SQL has its form and that it is at the place", TimeSpan.FromSeconds(60));
        Assert.That((file.Form.Where.Address, file.View.Chain[0].Number), Is.EqualTo(("1 Test Street", partner.Book.Find(id)!.Number)));
        Assert.That(partner.Book.IncidentsOf(id), Is.EqualTo(1));
        await Until.True(async () => (await DisclosuresAsync(server)).Contains(id, StringComparison.Ordinal), "the disclosure log has it", TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Simulated_workers_hand_over_what_is_grave_and_say_at_the_end_that_help_came()
    {
        await using var server = await RunningServer.StartAsync(("Escalations__AllowedHosts__0", "127.0.0.1"));
        await using var partner = await PartnerAsync(new StormClient(server), server, "drill", new SimulatorSettings([]).Story);
        var arrivals = Path.Combine(server.DataFolder, "arrivals.csv");
        await File.WriteAllLinesAsync(arrivals, ["arrived_at,band,final_band", .. Enumerable.Range(0, 3).Select(minute => $"2015-05-26T00:0{minute},imminent,imminent")]);
        var plan = new DrillPlan(
            server.Url, arrivals, null, null, 120, 2, new DrillPlan.Odds(0, 0, 0, Escalate: 1), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200), TimeSpan.Zero, TimeSpan.FromSeconds(60), 0, null, 1,
            new DrillPlan.Entrance("drill", "hlk_drill-voice_development", "hlk_drill-chat_development", "drill-", null));

        var report = await new DrillRun(plan, TimeProvider.System).RunAsync(TestContext.CurrentContext.CancellationToken);

        Assert.That(report.IsGood, Is.True);
        Assert.That((report.HandOvers!.Begun, report.HandOvers.Accepted, report.HandOvers.Over, report.HandOvers.StillOpen), Is.EqualTo((3, 3, 3, 0)));
        Assert.That(partner.Book.All.Count(incident => incident.IsClosed), Is.EqualTo(3));
    }

    private static async Task<PartnerSimulator> PartnerAsync(StormClient client, RunningServer server, string line, IReadOnlyList<PartnerReport> story)
    {
        var port = FreePort.Next();
        var secret = await client.AddPartnerAsync("sim", new Uri($"http://127.0.0.1:{port}/escalations"), 1, 60, line);
        return await PartnerSimulator.StartAsync(new SimulatorSettings(secret, server.Url, line, "sim") { Port = port, Story = story });
    }

    private static async Task<EscalationFile?> ReadAsync(StormClient client, string id)
    {
        try
        {
            return await client.ReadAsync(id) is { View.Step: EscalationStep.OnScene } file ? file : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<string> DisclosuresAsync(RunningServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/console/disclosures") { Headers = { { "Cookie", await server.SignInAsync("demo-supervisor") } } };
        using var answer = await server.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
