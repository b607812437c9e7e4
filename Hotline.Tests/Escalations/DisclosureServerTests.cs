using System.Text;
using Hotline.Contracts;
using Hotline.Server.Escalations.Disclosures;
using Hotline.Server.Records;
using Hotline.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Escalations;

/// <summary>GET /api/v1/console/disclosures: who may read it, as what, and that every read is written down.</summary>
public sealed class DisclosureServerTests
{
    private const string Log = "/api/v1/console/disclosures";
    private const string Year = "?from=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z";

    private SmallHouse house = null!;
    private Browser supervisor = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        supervisor = await house.SignedInAsync("demo-supervisor");
        await house.Use<RecordsStore>().WriteAsync(async db =>
        {
            var log = house.Use<IDisclosures>();
            await log.AddAsync(db, At(DisclosureTests.One("d1", "e1", line: "demo")) with { Where = "=HYPERLINK(\"https://evil.example\")", Why = "@SUM(1,2) \"quoted\"\n第二行" });
            await log.AddAsync(db, At(DisclosureTests.One("d2", "e2", contact: "c2", line: "demo")));
            await log.AddAsync(db, At(DisclosureTests.One("d3", "e3", line: "drill")));
        }, default);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        supervisor.Dispose();
        await house.DisposeAsync();
    }

    [Test]
    public async Task A_supervisor_reads_the_own_line_whole_or_of_one_contact()
    {
        Assert.That(await IdsAsync(supervisor, Year), Is.EqualTo(new[] { "d2", "d1" }));
        Assert.That(await IdsAsync(supervisor, Year + "&contact=c2"), Is.EqualTo(new[] { "d2" }));
        Assert.That(await IdsAsync(supervisor, "?until=2026-01-20T00:00:00Z"), Is.Empty);
        Assert.That(await supervisor.GetAsync(Log + Year + "&line=drill").SayAsync(), Is.EqualTo("403 line_not_allowed"));
        Assert.That(await supervisor.GetAsync(Log + "?from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z").SayAsync(), Is.EqualTo("400 validation_failed"));
        Assert.That(await supervisor.GetAsync(Log + "?contact=13800001111").SayAsync(), Is.EqualTo("400 validation_failed"), "a telephone number is no id, and does not come into the chain");
    }

    [Test]
    public async Task An_administrator_reads_any_line_or_all_and_an_operator_nothing()
    {
        using var administrator = await house.SignedInAsync("demo-admin");
        Assert.That(await IdsAsync(administrator, Year), Is.EqualTo(new[] { "d3", "d2", "d1" }));
        Assert.That(await IdsAsync(administrator, Year + "&line=drill"), Is.EqualTo(new[] { "d3" }));
        Assert.That(await administrator.GetAsync(Log + "?line=nowhere").SayAsync(), Is.EqualTo("404 unknown_line"));
        using var worker = await house.SignedInAsync("demo-operator");
        using var nobody = house.Browser();
        Assert.That(await worker.GetAsync(Log).SayAsync(), Is.EqualTo("403 forbidden"));
        Assert.That(await nobody.GetAsync(Log).SayAsync(), Is.EqualTo("401 not_signed_in"));
    }

    [Test]
    public async Task The_file_is_for_a_spreadsheet_and_runs_nothing_in_it()
    {
        using var answer = await supervisor.GetAsync(Log + Year + "&contact=c1&format=csv");
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(answer.Content.Headers.ContentDisposition!.FileName, Is.EqualTo("disclosures-demo-20260101-20270101.csv"));
        Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        var text = Encoding.UTF8.GetString(bytes.AsSpan(3));
        Assert.That(text, Does.StartWith("at,disclosure,contact,escalation,").And.Contain("\"'=HYPERLINK(\"\"https://evil.example\"\")\"").And.Contain("\"'@SUM(1,2) \"\"quoted\"\"\n第二行\"").And.Contain("who.name; where.address"));

        using var accepted = await supervisor.GetAsync(Log + Year, ("Accept", "text/csv"));
        Assert.That(accepted.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
    }

    [Test]
    public async Task Every_read_is_in_the_chain()
    {
        await IdsAsync(supervisor, Year + "&contact=c2");
        await supervisor.GetAsync(Log + Year + "&format=csv").SayAsync();
        using var administrator = await house.SignedInAsync("demo-admin");
        await IdsAsync(administrator, Year);
        var facts = await house.ReadAsync(db => db.AuditEntries.Where(row => row.Action == "DisclosuresRead").OrderBy(row => row.Chain).ThenBy(row => row.Number).ToListAsync());
        Assert.That(facts.Select(fact => $"{fact.Chain} {fact.Actor.Split(':')[0]} {fact.Subject}"),
            Is.EqualTo(new[] { "administration administrator line:all", "line:demo supervisor contact:c2", "line:demo supervisor line:demo" }));
        Assert.That(facts[2].Data, Does.Contain("\"as\":\"csv\""));
    }

    private static Disclosure At(Disclosure one) => one with { At = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero) };

    private static async Task<IEnumerable<string>> IdsAsync(Browser browser, string query) =>
        (await browser.ReadAsync(Log + query, WireJson.Default.DisclosureLog)).Entries.Select(entry => entry.DisclosureId);
}
