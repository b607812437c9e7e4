using System.Net.Http.Json;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Tests.Identity;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Administration;

public sealed class WorkerAdministrationTests
{
    internal static readonly SaveWorkerRequest Good = new(
        "mei.lin", "Mei Lin", [Roles.Operator, Roles.Supervisor], "demo", ["zh", "en"], [new SkillLevel("youth", 2)], [Channel.Chat, Channel.Voice], true);

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
    public async Task A_created_worker_is_listed_as_saved_and_as_not_having_answered_yet()
    {
        var link = await (await CreateAsync(Good)).ReadAsync(WireJson.Default.InvitationLink);
        var worker = await FindAsync("mei.lin");
        Assert.Multiple(() =>
        {
            Assert.That(worker.Id, Is.EqualTo(link.WorkerId));
            Assert.That((worker.Name, worker.Line, worker.Enabled, worker.InvitationPending), Is.EqualTo(("Mei Lin", "demo", true, true)));
            Assert.That(worker.Roles, Is.EqualTo(Good.Roles));
            Assert.That(worker.Languages, Is.EqualTo(Good.Languages));
            Assert.That(worker.Skills, Is.EqualTo(Good.Skills));
            Assert.That(worker.Channels, Is.EquivalentTo(Good.Channels));
        });
        Assert.That(await (await CreateAsync(Good with { UserName = "MEI.LIN" })).SayAsync(), Is.EqualTo("409 name_taken"));
    }

    [Test]
    public async Task Each_fault_is_named_by_its_member()
    {
        using var answer = await CreateAsync(Good with { UserName = "mei lin", Line = "nowhere", Channels = [] });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("type").GetString(), Does.EndWith("/invalid_worker"));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[] { "userName", "line", "channels" }));
    }

    [Test]
    public async Task An_administrator_needs_no_line_and_a_partner_no_language_but_a_partner_of_the_line()
    {
        Assert.That(await (await CreateAsync(Good with { UserName = "boss", Roles = [Roles.Administrator], Line = null, Languages = [], Channels = [], Skills = [] })).SayAsync(), Is.EqualTo("201"));
        var partner = Good with { UserName = "partner", Roles = [Roles.Partner], Languages = [], Channels = [], Skills = [], Partner = "mobile-crisis-team" };
        Assert.That(await (await CreateAsync(partner with { Partner = "nobody" })).SayAsync(), Is.EqualTo("400 invalid_worker"));
        Assert.That(await (await CreateAsync(partner with { Line = "drill", Partner = "ambulance-120" })).SayAsync(), Is.EqualTo("400 invalid_worker"), "of another line");
        Assert.That(await (await CreateAsync(partner)).SayAsync(), Is.EqualTo("201"));
        var saved = await FindAsync("partner");
        Assert.That((saved.Line, saved.Partner), Is.EqualTo(("demo", "mobile-crisis-team")));
    }

    [Test]
    public async Task The_last_administrator_who_can_sign_in_keeps_office()
    {
        var last = await FindAsync("demo-admin");
        Assert.That(await SaveAsync(last, enabled: false), Is.EqualTo("409 last_administrator"));
        Assert.That(await SaveAsync(last, roles: [Roles.Supervisor]), Is.EqualTo("409 last_administrator"));
        Assert.That((await FindAsync("demo-admin")).Roles, Is.EqualTo(new[] { Roles.Administrator }));

        var link = await (await CreateAsync(Good with { UserName = "boss", Roles = [Roles.Administrator] })).ReadAsync(WireJson.Default.InvitationLink);
        Assert.That(await SaveAsync(last, enabled: false), Is.EqualTo("409 last_administrator"), "one who has no password yet does not count");
        await administrator.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(link.Path.Split('#')[1], "correct horse battery"), WireJson.Default.RedeemInvitationRequest).SayAsync();
        Assert.That(await SaveAsync(last, enabled: false), Is.EqualTo("200"));
        Assert.That(await administrator.GetAsync("/api/v1/admin/workers").SayAsync(), Is.EqualTo("401 not_signed_in"));
    }

    [Test]
    public async Task Two_administrators_who_disable_each_other_at_once_do_not_both_succeed()
    {
        var link = await (await CreateAsync(Good with { UserName = "boss", Roles = [Roles.Administrator] })).ReadAsync(WireJson.Default.InvitationLink);
        await administrator.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(link.Path.Split('#')[1], "correct horse battery"), WireJson.Default.RedeemInvitationRequest).SayAsync();
        var (one, two) = (await FindAsync("demo-admin"), await FindAsync("boss"));
        using var second = await house.SignedInAsync("boss", "correct horse battery");

        var said = await Task.WhenAll(SaveAsync(two, enabled: false), SaveAsync(one, enabled: false, by: second));

        Assert.That(said.Count(answer => answer == "200"), Is.EqualTo(1), string.Join(", ", said));
    }

    [Test]
    public async Task A_renamed_worker_signs_in_by_the_new_name()
    {
        var worker = await FindAsync("demo-operator2");
        Assert.That(await SaveAsync(worker, userName: "DEMO-operator"), Is.EqualTo("409 name_taken"));
        Assert.That(await SaveAsync(worker, userName: "renamed"), Is.EqualTo("200"));
        using var browser = await house.SignedInAsync("Renamed");
        Assert.That(await browser.SignInAsync("demo-operator2", "hotline-demo").SayAsync(), Is.EqualTo("401 sign_in_failed"));
    }

    [TestCase("00000000000000000000000000000000")]
    [TestCase("nobody")]
    public async Task An_account_that_does_not_exist_is_not_found(string id)
    {
        Assert.That(await administrator.PutAsync($"/api/v1/admin/workers/{id}", Good, WireJson.Default.SaveWorkerRequest).SayAsync(), Is.EqualTo("404 unknown_account"));
        Assert.That(await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/workers/{id}/reset").SayAsync(), Is.EqualTo("404 unknown_account"));
    }

    [Test]
    public async Task The_chain_tells_what_was_done_in_codes_and_names_nobody()
    {
        var link = await (await CreateAsync(Good)).ReadAsync(WireJson.Default.InvitationLink);
        await SaveAsync(await FindAsync("mei.lin"), enabled: false);
        await SaveAsync(await FindAsync("mei.lin"), enabled: true);
        await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/workers/{link.WorkerId}/reset").SayAsync();

        var rows = await house.ReadAsync(db => db.AuditEntries.Where(row => row.Subject == "worker:" + link.WorkerId).OrderBy(row => row.Number).ToListAsync());
        Assert.That(rows.Select(row => row.Action), Is.EqualTo(new[] { "worker_created", "worker_changed", "worker_changed", "password_reset_offered" }));
        Assert.That(rows[1].Data, Does.Contain("\"enabled\":false").And.Contain("\"roles\":[\"operator\",\"supervisor\"]"));
        Assert.That(rows.Select(row => row.Data), Has.None.Contains("Mei").And.None.Contains("mei.lin"));
    }

    private async Task<WorkerAccountView> FindAsync(string userName) =>
        (await administrator.ReadAsync("/api/v1/admin/workers", WireJson.Default.IReadOnlyListWorkerAccountView)).Single(worker => worker.UserName == userName);

    private Task<HttpResponseMessage> CreateAsync(SaveWorkerRequest request) => administrator.PostAsync("/api/v1/admin/workers", request, WireJson.Default.SaveWorkerRequest);

    private Task<string> SaveAsync(WorkerAccountView old, bool? enabled = null, IReadOnlyList<string>? roles = null, string? userName = null, Browser? by = null) =>
        (by ?? administrator).PutAsync($"/api/v1/admin/workers/{old.Id}",
            new SaveWorkerRequest(userName ?? old.UserName, old.Name, roles ?? old.Roles, old.Line, old.Languages, old.Skills, old.Channels, enabled ?? old.Enabled),
            WireJson.Default.SaveWorkerRequest).SayAsync();
}
