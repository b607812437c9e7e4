using System.Security.Claims;
using Hotline.Contracts;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

/// <summary>Two nodes on one database.</summary>
public sealed class RevocationTests
{
    private SmallHouse here = null!;
    private SmallHouse there = null!;
    private Browser administrator = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        here = await SmallHouse.OpenAsync();
        there = await SmallHouse.OpenAsync(beside: here);
        administrator = await here.SignedInAsync("demo-admin");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        administrator.Dispose();
        await there.DisposeAsync();
        await here.DisposeAsync();
    }

    [Test]
    public async Task A_session_begun_on_one_node_is_known_on_the_other()
    {
        using var browser = await here.SignedInAsync("demo-operator");
        using var elsewhere = new Browser(there.Address) { Cookie = browser.Cookie };
        Assert.That(await elsewhere.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"));
    }

    [Test]
    public async Task A_disabled_account_is_out_at_once_here_and_within_five_seconds_there()
    {
        using var browser = await here.SignedInAsync("demo-operator");
        using var elsewhere = await there.SignedInAsync("demo-operator");
        var id = (await browser.ReadAsync("/api/v1/session", WireJson.Default.SessionView)).WorkerId;
        var changed = new List<KnownWorker>();
        var ended = new List<WorkerId>();
        there.Use<IWorkerDirectory>().Changed += changed.Add;
        there.Use<ISessions>().Ended += ended.Add;

        await SaveAsync(id, account => account with { Enabled = false });

        Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("401 not_signed_in"));
        there.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.True(async () => await elsewhere.GetAsync("/api/v1/session").SayAsync() == "401 not_signed_in", "the other node hears of it");
        Assert.That(changed.Select(worker => (worker.Id.Value, worker.Enabled)), Is.EqualTo(new[] { (id, false) }));
        Assert.That(ended, Is.EqualTo(new[] { new WorkerId(id) }));
        Assert.That(await elsewhere.SignInAsync("demo-operator", DemoAccounts.Password).SayAsync(), Is.EqualTo("403 account_disabled"));
        Assert.That(await elsewhere.SignInAsync("demo-operator", "not the password").SayAsync(), Is.EqualTo("401 sign_in_failed"));
    }

    [Test]
    public async Task A_changed_password_ends_the_sessions_begun_with_the_old_one()
    {
        using var browser = await there.SignedInAsync("demo-operator");
        var id = (await browser.ReadAsync("/api/v1/session", WireJson.Default.SessionView)).WorkerId;
        using var reset = await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/workers/{id}/reset");
        var token = (await reset.ReadAsync(WireJson.Default.InvitationLink)).Path.Split('#')[1];
        Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"), "offering a reset ends nothing");

        using var anybody = here.Browser();
        Assert.That(await anybody.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(token, "a quite new password"), WireJson.Default.RedeemInvitationRequest).SayAsync(), Is.EqualTo("204"));

        there.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.True(async () => await browser.GetAsync("/api/v1/session").SayAsync() == "401 not_signed_in", "the other node hears of it");
        Assert.That(await browser.SignInAsync("demo-operator", DemoAccounts.Password).SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(await browser.SignInAsync("demo-operator", "a quite new password").SayAsync(), Is.EqualTo("200"));
    }

    [Test]
    public async Task A_password_set_on_one_node_signs_in_on_the_other_before_it_has_polled()
    {
        using var browser = await here.SignedInAsync("demo-operator");
        var id = (await browser.ReadAsync("/api/v1/session", WireJson.Default.SessionView)).WorkerId;
        using var reset = await administrator.SendAsync(HttpMethod.Post, $"/api/v1/admin/workers/{id}/reset");
        var token = (await reset.ReadAsync(WireJson.Default.InvitationLink)).Path.Split('#')[1];
        await browser.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(token, "a quite new password"), WireJson.Default.RedeemInvitationRequest).SayAsync();

        Assert.That(await browser.SignInAsync("demo-operator", "a quite new password").SayAsync(), Is.EqualTo("200"));
        using var elsewhere = new Browser(there.Address) { Cookie = browser.Cookie };
        there.Clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.That(await elsewhere.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"), "it looks again before it refuses");
    }

    [Test]
    public async Task A_role_taken_away_stops_a_connection_that_was_opened_with_it()
    {
        using var browser = await here.SignedInAsync("demo-supervisor");
        var session = await browser.ReadAsync("/api/v1/session", WireJson.Default.SessionView);
        var known = here.Use<AccountDirectory>().FindAccount(session.WorkerId)!;
        var principal = SessionCookie.Ticket(session.WorkerId, session.WorkerId + ".a", known.Stamp);
        var authorization = here.Use<IAuthorizationService>();
        Assert.That((await authorization.AuthorizeAsync(principal, Policies.Supervisor)).Succeeded, Is.True);

        await SaveAsync(session.WorkerId, account => account with { Roles = [Roles.Operator] });

        Assert.That((await authorization.AuthorizeAsync(principal, Policies.Supervisor)).Succeeded, Is.False);
        Assert.That((await authorization.AuthorizeAsync(principal, Policies.Worker)).Succeeded, Is.True);
        Assert.That(here.Use<IWorkerDirectory>().Find(new WorkerId(session.WorkerId))!.Profile.Supervisor, Is.False);
        Assert.That((await authorization.AuthorizeAsync(new ClaimsPrincipal(new ClaimsIdentity()), Policies.SignedIn)).Succeeded, Is.False);
    }

    [Test]
    public async Task A_changed_skill_is_told_on_both_nodes()
    {
        using var browser = await here.SignedInAsync("demo-operator");
        var id = (await browser.ReadAsync("/api/v1/session", WireJson.Default.SessionView)).WorkerId;
        var (atOnce, later) = (new List<KnownWorker>(), new List<KnownWorker>());
        here.Use<IWorkerDirectory>().Changed += atOnce.Add;
        there.Use<IWorkerDirectory>().Changed += later.Add;

        await SaveAsync(id, account => account with { Skills = [new SkillLevel("youth", 3)] });

        Assert.That(atOnce.Single().Profile.Skills["youth"], Is.EqualTo(3));
        there.Clock.Advance(TimeSpan.FromSeconds(2));
        await Until.True(() => later.Count == 1, "the other node hears of it");
        Assert.That(later.Single().Profile.Skills["youth"], Is.EqualTo(3));
        Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"), "nobody is thrown out for learning something");
    }

    private async Task SaveAsync(string id, Func<SaveWorkerRequest, SaveWorkerRequest> change)
    {
        var workers = await administrator.ReadAsync("/api/v1/admin/workers", WireJson.Default.IReadOnlyListWorkerAccountView);
        var old = workers.Single(worker => worker.Id == id);
        var request = new SaveWorkerRequest(old.UserName, old.Name, old.Roles, old.Line, old.Languages, old.Skills, old.Channels, old.Enabled);
        Assert.That(await administrator.PutAsync($"/api/v1/admin/workers/{id}", change(request), WireJson.Default.SaveWorkerRequest).SayAsync(), Is.EqualTo("200"));
    }
}
