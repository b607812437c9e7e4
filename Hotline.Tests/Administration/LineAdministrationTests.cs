using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Tests.Identity;
using Hotline.Tests.Lines;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

public sealed class LineAdministrationTests
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
    public async Task A_created_line_is_known_to_the_floor_at_once()
    {
        using var answer = await CreateAsync(LineCheckTests.Good);
        var created = await answer.ReadAsync(WireJson.Default.LineSettingsView);
        Assert.That(created.Version, Is.EqualTo(1));
        Assert.That(house.Use<ILineDirectory>().Find(new LineId("beijing"))!.EmergencyNumbers, Does.Contain("120"));
        Assert.That(house.Use<ILineDirectory>().All.Select(line => line.Id.Value), Is.EqualTo(new[] { "beijing", "demo", "drill" }));
        var one = await administrator.ReadAsync("/api/v1/admin/lines/beijing", WireJson.Default.LineSettingsView);
        Assert.That(LineReading.Differences(created, one), Is.Empty);
        using var again = await CreateAsync(LineCheckTests.Good);
        Assert.That(await again.SayAsync(), Is.EqualTo("409 name_taken"));
    }

    [Test]
    public async Task A_bad_line_is_refused_with_each_member_named()
    {
        using var answer = await CreateAsync(LineCheckTests.Good with { EmergencyNumbers = [], TimeZone = "Nowhere" });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("type").GetString(), Is.EqualTo("https://hotline.invalid/problems/invalid_line"));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[] { "emergencyNumbers", "timeZone" }));
        Assert.That(house.Use<ILineDirectory>().Find(new LineId("beijing")), Is.Null);
    }

    [Test]
    public async Task Of_two_who_change_the_same_line_the_second_is_told_to_look_again()
    {
        var line = await administrator.ReadAsync("/api/v1/admin/lines/demo", WireJson.Default.LineSettingsView);
        var first = await (await SaveAsync(line with { WrapUpSeconds = 75 })).ReadAsync(WireJson.Default.LineSettingsView);
        Assert.That(first.Version, Is.EqualTo(line.Version + 1));
        Assert.That(house.Use<ILineDirectory>().Find(new LineId("demo"))!.Rules.WrapUpFor, Is.EqualTo(TimeSpan.FromSeconds(75)));

        using var second = await SaveAsync(line with { WrapUpSeconds = 30 });
        Assert.That(await second.SayAsync(), Is.EqualTo("409 line_changed"));
        Assert.That(house.Use<ILineDirectory>().Find(new LineId("demo"))!.Rules.WrapUpFor, Is.EqualTo(TimeSpan.FromSeconds(75)));
        using var third = await SaveAsync(first with { WrapUpSeconds = 30 });
        Assert.That((int)third.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Ten_changes_at_once_of_one_version_make_one_change()
    {
        var line = await administrator.ReadAsync("/api/v1/admin/lines/demo", WireJson.Default.LineSettingsView);
        var said = await Task.WhenAll(Enumerable.Range(1, 10).Select(async i => await (await SaveAsync(line with { WrapUpSeconds = i })).SayAsync()));
        Assert.That(said.Count(answer => answer == "200"), Is.EqualTo(1));
        Assert.That(said.Count(answer => answer == "409 line_changed"), Is.EqualTo(9));
    }

    [Test]
    public async Task A_line_never_turns_into_a_drill_line_nor_back()
    {
        var line = await administrator.ReadAsync("/api/v1/admin/lines/demo", WireJson.Default.LineSettingsView);
        using var answer = await SaveAsync(line with { Drill = true });
        Assert.That(await answer.SayAsync(), Is.EqualTo("400 invalid_line"));
    }

    [Test]
    public async Task A_line_that_does_not_exist_is_not_found()
    {
        Assert.That(await administrator.GetAsync("/api/v1/admin/lines/nowhere").SayAsync(), Is.EqualTo("404 unknown_line"));
        using var answer = await SaveAsync(LineCheckTests.Good);
        Assert.That(await answer.SayAsync(), Is.EqualTo("404 unknown_line"));
    }

    [Test]
    public async Task Another_node_knows_the_change_within_two_seconds()
    {
        await using var there = await SmallHouse.OpenAsync(beside: house);
        var line = await administrator.ReadAsync("/api/v1/admin/lines/demo", WireJson.Default.LineSettingsView);
        (await SaveAsync(line with { Enabled = false })).Dispose();
        Assert.That(there.Use<ILineDirectory>().Find(new LineId("demo"))!.Enabled, Is.True);
        there.Clock.Advance(TimeSpan.FromSeconds(2));
        await Until.True(() => !there.Use<ILineDirectory>().Find(new LineId("demo"))!.Enabled, "the other node hears of it");
    }

    [Test]
    public async Task Every_change_leaves_one_link_of_the_chain_and_a_refusal_leaves_none()
    {
        var before = await ActionsAsync();
        (await CreateAsync(LineCheckTests.Good)).Dispose();
        (await CreateAsync(LineCheckTests.Good)).Dispose();
        (await CreateAsync(LineCheckTests.Good with { Id = "UPPER" })).Dispose();
        (await SaveAsync(LineCheckTests.Good with { Version = 1, EmergencyNumbers = ["119"] })).Dispose();
        (await SaveAsync(LineCheckTests.Good with { Version = 1 })).Dispose();
        var after = await ActionsAsync();

        Assert.That(after.Skip(before.Length), Is.EqualTo(new[] { "line_created line:beijing", "line_changed line:beijing" }));
        var last = await house.ReadAsync(db => db.AuditEntries.Where(row => row.Chain == "administration").OrderByDescending(row => row.Number).FirstAsync());
        Assert.That(last.Actor, Does.Match("^administrator:[0-9a-f]{32}$"));
        Assert.That(last.Data, Does.Contain("\"changed\":[\"emergencyNumbers\"]"));
    }

    private Task<string[]> ActionsAsync() => house.ReadAsync(db =>
        db.AuditEntries.Where(row => row.Chain == "administration").OrderBy(row => row.Number).Select(row => row.Action + " " + row.Subject).ToArrayAsync());

    private Task<HttpResponseMessage> CreateAsync(LineSettingsView line) => administrator.PostAsync("/api/v1/admin/lines", line, WireJson.Default.LineSettingsView);

    private Task<HttpResponseMessage> SaveAsync(LineSettingsView line) => administrator.PutAsync($"/api/v1/admin/lines/{line.Id}", line, WireJson.Default.LineSettingsView);
}
