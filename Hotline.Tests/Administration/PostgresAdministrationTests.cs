using Hotline.Contracts;
using LineId = Hotline.Server.Floor.LineId;
using Hotline.Server.Lines;
using Hotline.Tests.Identity;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

/// <summary>Two nodes on one PostgreSQL: nothing but the database keeps their changes apart.</summary>
public sealed class PostgresAdministrationTests
{
    private SmallHouse here = null!;
    private SmallHouse there = null!;
    private Browser one = null!;
    private Browser two = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        (string, string)[] settings = [("Records:Provider", "postgres"), ("Records:ApplyMigrations", "true"), ("ConnectionStrings:Records", database)];
        here = await SmallHouse.OpenBareAsync(settings);
        there = await SmallHouse.OpenBareAsync(settings);
        one = await here.SignedInAsync("demo-admin");
        two = new Browser(there.Address) { Cookie = one.Cookie };
    }

    [TearDown]
    public async Task CloseAsync()
    {
        one?.Dispose();
        two?.Dispose();
        if (there is not null) await there.DisposeAsync();
        if (here is not null) await here.DisposeAsync();
    }

    [Test]
    public async Task A_session_of_one_node_holds_on_the_other_and_twenty_changes_at_once_make_one()
    {
        var line = await two.ReadAsync("/api/v1/admin/lines/demo", WireJson.Default.LineSettingsView);
        var said = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            (i % 2 == 0 ? one : two).PutAsync("/api/v1/admin/lines/demo", line with { WrapUpSeconds = i }, WireJson.Default.LineSettingsView).SayAsync()));
        Assert.That(said.Count(answer => answer == "200"), Is.EqualTo(1), string.Join(", ", said));
        Assert.That(said.Count(answer => answer == "409 line_changed"), Is.EqualTo(19));
        there.Clock.Advance(TimeSpan.FromSeconds(2));
        here.Clock.Advance(TimeSpan.FromSeconds(2));
        await Until.True(() => Known(here) == Known(there), "both nodes know the same");
    }

    [Test]
    public async Task Keys_made_on_both_nodes_at_once_all_stand_and_the_chain_is_unbroken()
    {
        var said = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            (i % 2 == 0 ? one : two).PostAsync("/api/v1/admin/keys", new CreateKeyRequest("demo", Hotline.Contracts.Channel.Sms, "k" + i), WireJson.Default.CreateKeyRequest).SayAsync()));
        Assert.That(said, Is.All.EqualTo("201"));
        var chain = (await one.ReadAsync("/api/v1/admin/audit/verify", WireJson.Default.IReadOnlyListAuditVerification)).Single();
        Assert.That((chain.Chain, chain.Unbroken), Is.EqualTo(("administration", true)));
        Assert.That(chain.Entries, Is.EqualTo(31), "seeded once, thirty keys");
    }

    [Test]
    public async Task The_last_two_administrators_cannot_disable_each_other_from_two_nodes()
    {
        var request = new SaveWorkerRequest("boss", "Boss", [Roles.Administrator], null, [], [], [], true);
        var link = await (await one.PostAsync("/api/v1/admin/workers", request, WireJson.Default.SaveWorkerRequest)).ReadAsync(WireJson.Default.InvitationLink);
        using var guest = here.Browser();
        Assert.That(await guest.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(link.Path.Split('#')[1], "correct horse battery"), WireJson.Default.RedeemInvitationRequest).SayAsync(), Is.EqualTo("204"));
        using var boss = await there.SignedInAsync("boss", "correct horse battery");
        var demo = (await one.ReadAsync("/api/v1/admin/workers", WireJson.Default.IReadOnlyListWorkerAccountView)).Single(worker => worker.UserName == "demo-admin");
        var off = new SaveWorkerRequest(demo.UserName, demo.Name, demo.Roles, demo.Line, demo.Languages, demo.Skills, demo.Channels, false);

        var said = await Task.WhenAll(
            one.PutAsync($"/api/v1/admin/workers/{link.WorkerId}", request with { Enabled = false }, WireJson.Default.SaveWorkerRequest).SayAsync(),
            boss.PutAsync($"/api/v1/admin/workers/{demo.Id}", off, WireJson.Default.SaveWorkerRequest).SayAsync());

        Assert.That(said.Count(answer => answer == "200"), Is.EqualTo(1), string.Join(", ", said));
        Assert.That(said, Has.Some.EqualTo("409 last_administrator").Or.Some.EqualTo("401 not_signed_in"));
    }

    private static TimeSpan Known(SmallHouse house) => house.Use<ILineDirectory>().Find(new LineId("demo"))!.Rules.WrapUpFor;
}
