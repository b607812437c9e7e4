using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Records.Model;
using Hotline.Tests.Identity;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

/// <summary>A line's routing is read, checked, changed under a version, audited, and in force with the answer.</summary>
public sealed class RoutingAdministrationTests
{
    private SmallHouse house = null!;
    private Browser administrator = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        house = await SmallHouse.OpenAsync();
        administrator = await house.SignedInAsync("demo-admin");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        administrator.Dispose();
        await house.DisposeAsync();
    }

    [Test]
    public async Task A_line_nobody_set_anything_for_has_the_defaults()
    {
        var drill = await ReadAsync("drill");
        Assert.That(drill with { RingSeconds = [], Levels = [] }, Is.EqualTo(RoutingView.Defaults("drill") with { RingSeconds = [], Levels = [], Version = 1 }));
        Assert.That((drill.RingSeconds, drill.Levels.Count), Is.EqualTo((new[] { 15, 30, 60 }, 0)));
    }

    [Test]
    public async Task What_is_saved_is_in_force_with_the_answer()
    {
        var before = await ReadAsync();
        var saved = await (await SaveAsync(Changed(before))).ReadAsync(WireJson.Default.RoutingView);

        Assert.That(saved.Version, Is.EqualTo(before.Version + 1));
        var rules = house.Use<ILineDirectory>().Find(new LineId("demo"))!.Rules;
        Assert.That(rules.Rings, Is.EqualTo(new[] { TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(50) }));
        Assert.That((rules.TextCap, rules.ChatUnits, rules.ParallelOffers, rules.PullNext), Is.EqualTo((4, 2, 5, true)));
        Assert.That(rules.LevelFor, Is.EquivalentTo(new Dictionary<Server.Floor.Band, int> { [Server.Floor.Band.Imminent] = 4 }));
        Assert.That((rules.DebriefFor, rules.PreferredUpTo), Is.EqualTo((TimeSpan.FromMinutes(9), Server.Floor.Band.Low)));
        Assert.That(house.Use<ILineDirectory>().Find(new LineId("demo"))!.Routing.IdleMinutes, Is.EqualTo(7));
    }

    [Test]
    public async Task Bad_settings_are_refused_with_each_member_named_and_nothing_is_changed()
    {
        var routing = await ReadAsync();
        using var answer = await SaveAsync(routing with
        {
            RingSeconds = [30, 30], UnitCap = 0, Levels = [new(Contracts.Band.High, 6)], Surge = routing.Surge with { OverflowLine = "call me" }, Thresholds = routing.Thresholds with { BreakMinutes = 0 },
        });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(problem.GetProperty("type").GetString(), Does.EndWith("/invalid_routing"));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(member => member.Name),
            Is.EquivalentTo(new[] { "ringSeconds", "unitCap", "chatUnits", "smsUnits", "levels[0].level", "surge.overflowLine", "thresholds.breakMinutes" }));
        Assert.That((await ReadAsync()).Version, Is.EqualTo(routing.Version));
    }

    [TestCase("""{"ringSeconds":null,"levels":null,"version":1}""", "unitCap")]
    [TestCase("""{"surge":null,"thresholds":null}""", "surge")]
    [TestCase("""{"levels":[null]}""", "levels[0]")]
    public async Task A_body_that_leaves_things_out_is_refused_and_never_breaks_the_line(string body, string member)
    {
        using var answer = await administrator.SendAsync(HttpMethod.Put, "/api/v1/admin/lines/demo/routing", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(member, out _), Is.True);
    }

    [Test]
    public async Task Lists_that_are_not_said_are_empty()
    {
        var saved = await (await SaveAsync(await ReadAsync() with { RingSeconds = null!, Levels = null! })).ReadAsync(WireJson.Default.RoutingView);
        Assert.That((saved.RingSeconds.Count, saved.Levels.Count), Is.EqualTo((0, 0)));
        Assert.That(house.Use<ILineDirectory>().Find(new LineId("demo"))!.Rules.Rings, Is.Empty);
    }

    [Test]
    public async Task Of_two_who_change_the_same_line_the_second_is_told_to_look_again()
    {
        var routing = await ReadAsync();
        (await SaveAsync(routing with { UnitCap = 3 })).Dispose();
        using var second = await SaveAsync(routing with { UnitCap = 1 });
        Assert.That(await second.SayAsync(), Is.EqualTo("409 line_changed"));

        // The version is the line's: a change of its other settings counts too.
        var line = await administrator.ReadAsync("/api/v1/admin/lines/demo", WireJson.Default.LineSettingsView);
        var now = await ReadAsync();
        (await administrator.PutAsync("/api/v1/admin/lines/demo", line with { WrapUpSeconds = 75 }, WireJson.Default.LineSettingsView)).Dispose();
        using var third = await SaveAsync(now with { UnitCap = 1 });
        Assert.That(await third.SayAsync(), Is.EqualTo("409 line_changed"));
        Assert.That((await ReadAsync()).UnitCap, Is.EqualTo(3), "changing a line leaves its routing");
    }

    [Test]
    public async Task A_change_is_audited_with_what_changed()
    {
        var routing = await ReadAsync();
        (await SaveAsync(routing with { UnitCap = 3, IdleMinutes = 10 })).Dispose();

        var last = await house.ReadAsync(db => db.AuditEntries.Where(row => row.Chain == "administration").OrderByDescending(row => row.Number).FirstAsync());
        Assert.That((last.Action, last.Subject), Is.EqualTo(("routing_changed", "line:demo")));
        Assert.That(last.Data, Does.Contain("\"changed\":[\"idleMinutes\",\"unitCap\"]"));
    }

    [Test]
    public async Task Another_node_knows_the_change_within_two_seconds()
    {
        await using var there = await SmallHouse.OpenAsync(beside: house);
        (await SaveAsync(await ReadAsync() with { UnitCap = 5 })).Dispose();
        there.Clock.Advance(TimeSpan.FromSeconds(2));
        await Until.True(() => there.Use<ILineDirectory>().Find(new LineId("demo"))!.Rules.TextCap == 5, "the other node hears of it");
    }

    [Test]
    public async Task What_supervisors_switched_is_shown_with_who_did_it()
    {
        Assert.That(await administrator.ReadAsync("/api/v1/admin/lines/demo/mode", WireJson.Default.LineModeView), Is.EqualTo(LineModeView.Usual));
        var supervisor = (await administrator.ReadAsync("/api/v1/admin/workers", WireJson.Default.IReadOnlyListWorkerAccountView)).Single(worker => worker.UserName == "demo-supervisor");
        await house.ReadAsync(async db =>
        {
            RoutingReading.WriteMode(await db.Set<LineRecord>().SingleAsync(row => row.Id == "demo"), new LineModeView(null, new SwitchView(supervisor.Id, A.T0)));
            return await db.SaveChangesAsync();
        });

        var mode = await administrator.ReadAsync("/api/v1/admin/lines/demo/mode", WireJson.Default.LineModeView);
        Assert.That(mode, Is.EqualTo(new LineModeView(null, new SwitchView(supervisor.Name, A.T0))));
        Assert.That(await administrator.GetAsync("/api/v1/admin/lines/nowhere/mode").SayAsync(), Is.EqualTo("404 unknown_line"));
        Assert.That(await administrator.GetAsync("/api/v1/admin/lines/nowhere/routing").SayAsync(), Is.EqualTo("404 unknown_line"));
    }

    private static RoutingView Changed(RoutingView routing) => routing with
    {
        RingSeconds = [20, 50], UnitCap = 4, ChatUnits = 2, ParallelOffers = 5, PullNext = true, Levels = [new(Contracts.Band.Imminent, 4)], DebriefMinutes = 9, IdleMinutes = 7,
        PreferredUpTo = Contracts.Band.Low,
    };

    private Task<RoutingView> ReadAsync(string line = "demo") => administrator.ReadAsync($"/api/v1/admin/lines/{line}/routing", WireJson.Default.RoutingView);

    private Task<HttpResponseMessage> SaveAsync(RoutingView routing) => administrator.PutAsync($"/api/v1/admin/lines/{routing.Line}/routing", routing, WireJson.Default.RoutingView);
}
