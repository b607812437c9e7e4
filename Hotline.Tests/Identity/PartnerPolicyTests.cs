using Hotline.Server.Identity;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Roles = Hotline.Contracts.Roles;

namespace Hotline.Tests.Identity;

/// <summary>What partners may see and what the floor may see do not mix.</summary>
public sealed class PartnerPolicyTests
{
    private static readonly string[] Floor = [Policies.Console, Policies.Worker, Policies.Supervisor, Policies.Administrator];

    private SmallHouse house = null!;

    [SetUp]
    public async Task OpenAsync() => house = await SmallHouse.OpenAsync(map: app =>
    {
        foreach (var policy in Floor.Append(Policies.Partner).Append(Policies.SignedIn))
            app.MapGet("/" + policy, (System.Security.Claims.ClaimsPrincipal user) => user.FindFirst(HotlineClaims.Line)?.Value + "/" + user.FindFirst(HotlineClaims.Partner)?.Value).RequireAuthorization(policy);
    });

    [TearDown]
    public async Task CloseAsync() => await house.DisposeAsync();

    [Test]
    public async Task A_partner_passes_its_own_policy_by_its_claim_and_none_of_the_floor()
    {
        using var partner = await house.SignedInAsync("demo-partner");
        using var answer = await partner.GetAsync("/partner");
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("demo/mobile-crisis-team"));
        Assert.That(await partner.GetAsync("/signed-in").SayAsync(), Is.EqualTo("200"));
        foreach (var policy in Floor)
            Assert.That(await partner.GetAsync("/" + policy).SayAsync(), Is.EqualTo("403 forbidden"), policy);
        Assert.That(await partner.GetAsync("/api/v1/console/disclosures").SayAsync(), Is.EqualTo("403 forbidden"));
        Assert.That(await partner.GetAsync("/api/v1/admin/partners").SayAsync(), Is.EqualTo("403 forbidden"));
    }

    [TestCase("demo-operator")]
    [TestCase("demo-supervisor")]
    [TestCase("demo-admin")]
    public async Task Nobody_else_passes_as_a_partner(string user)
    {
        using var browser = await house.SignedInAsync(user);
        Assert.That(await browser.GetAsync("/partner").SayAsync(), Is.EqualTo("403 forbidden"));
    }

    [TestCase(Roles.Operator)]
    [TestCase(Roles.Supervisor)]
    [TestCase(Roles.Administrator)]
    public async Task Another_role_beside_it_in_the_table_opens_nothing_of_the_floor(string role)
    {
        await ChangeAsync(db =>
        {
            db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = Partner, RoleId = RoleRows.Ids[role] });
            return Task.CompletedTask;
        });
        using var partner = await house.SignedInAsync("demo-partner");
        foreach (var policy in Floor)
            Assert.That(await partner.GetAsync("/" + policy).SayAsync(), Is.EqualTo("403 forbidden"), policy);
    }

    [Test]
    public async Task One_that_is_bound_to_no_partner_passes_nothing()
    {
        await ChangeAsync(async db => (await db.Users.SingleAsync(row => row.Id == Partner)).PartnerId = null);
        using var partner = await house.SignedInAsync("demo-partner");
        foreach (var policy in Floor.Append(Policies.Partner))
            Assert.That(await partner.GetAsync("/" + policy).SayAsync(), Is.EqualTo("403 forbidden"), policy);
    }

    private static Guid Partner => DemoAccounts.Shown.Single(person => person.Role == Roles.Partner).Id;

    private async Task ChangeAsync(Func<RecordsDb, Task> change)
    {
        await house.ReadAsync(async db =>
        {
            await change(db);
            await db.Set<ChangeMark>().Where(mark => mark.Kind == Kinds.Accounts).ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Number, mark => mark.Number + 1));
            return await db.SaveChangesAsync();
        });
        await house.Use<AccountDirectory>().RefreshAsync(CancellationToken.None);
    }
}
