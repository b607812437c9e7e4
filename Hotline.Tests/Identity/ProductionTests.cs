using Hotline.Contracts;
using Hotline.Server.Identity;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Identity;

public sealed class ProductionTests
{
    private const string Password = "correct horse battery";

    [Test]
    public async Task A_fresh_house_names_no_account_and_logs_one_token_that_makes_one_administrator()
    {
        await using var house = await SmallHouse.OpenAsync("Production");
        using var browser = house.Browser();
        var hints = await browser.ReadAsync("/api/v1/session/hints", WireJson.Default.SignInHints);
        Assert.That((hints.Development, hints.DemoAccounts.Count, hints.FirstAdministratorNeeded), Is.EqualTo((false, 0, true)));
        var token = TokenOf(house);
        Assert.That(await house.ReadAsync(db => db.Set<InvitationRecord>().Select(row => row.TokenHash).SingleAsync()), Is.Not.EqualTo(token));

        Assert.That(await CreateAsync(browser, "guessed"), Is.EqualTo("410 token_invalid"));
        Assert.That(await CreateAsync(browser, token, password: "short"), Is.EqualTo("400 password_too_weak"));
        Assert.That(await CreateAsync(browser, token, userName: "a b"), Is.EqualTo("400 invalid_worker"));
        Assert.That(await CreateAsync(browser, token), Is.EqualTo("204"));
        Assert.That(await CreateAsync(browser, token, userName: "second"), Is.EqualTo("409 already_set_up"));

        Assert.That(await browser.SignInAsync("chief", Password).SayAsync(), Is.EqualTo("200"));
        Assert.That(await browser.GetAsync("/api/v1/admin/workers").SayAsync(), Is.EqualTo("200"));
        hints = await browser.ReadAsync("/api/v1/session/hints", WireJson.Default.SignInHints);
        Assert.That(hints.FirstAdministratorNeeded, Is.False);
        var parts = browser.SetCookie!.Split("; ").Select(part => part.ToLowerInvariant()).ToArray();
        Assert.That(parts[0], Does.StartWith("__host-hotline="));
        Assert.That(parts, Does.Contain("secure").And.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/"));

        await using var again = await SmallHouse.OpenAsync("Production", beside: house);
        Assert.That(again.Log.All, Has.None.Contains("one-time token"));
    }

    [Test]
    public async Task The_first_administrators_token_is_good_for_a_day()
    {
        await using var house = await SmallHouse.OpenAsync("Production");
        using var browser = house.Browser();
        house.Clock.Advance(TimeSpan.FromHours(24));
        Assert.That(await CreateAsync(browser, TokenOf(house)), Is.EqualTo("410 token_invalid"));
    }

    [Test]
    public async Task An_invitation_is_no_first_administrators_token_nor_the_other_way_round()
    {
        await using var house = await SmallHouse.OpenAsync("Production");
        using var browser = house.Browser();
        Assert.That(await browser.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(TokenOf(house), Password), WireJson.Default.RedeemInvitationRequest).SayAsync(), Is.EqualTo("410 token_invalid"));
        Assert.That(await CreateAsync(browser, TokenOf(house)), Is.EqualTo("204"));
    }

    [Test]
    public async Task A_development_database_in_production_has_no_demo_accounts_and_no_demo_keys()
    {
        await using var development = await SmallHouse.OpenAsync();
        using var demo = await development.SignedInAsync("demo-admin");
        await using var house = await SmallHouse.OpenAsync("Production", beside: development);
        using var browser = new Browser(house.Address) { Cookie = demo.Cookie!.Replace("hotline=", "__Host-hotline=", StringComparison.Ordinal) };

        Assert.That(await browser.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("401 not_signed_in"));
        Assert.That(await browser.SignInAsync("demo-admin", DemoAccounts.Password).SayAsync(), Is.EqualTo("401 sign_in_failed"));
        Assert.That(await browser.GetAsync("/channel", ("X-Channel-Key", "hlk_demo-voice_development")).SayAsync(), Is.EqualTo("401 channel_key_invalid"));
        Assert.That(await CreateAsync(browser, TokenOf(house)), Is.EqualTo("204"), "the demo administrator does not count as one");
        Assert.That(await browser.SignInAsync("chief", Password).SayAsync(), Is.EqualTo("200"));
        var workers = await browser.ReadAsync("/api/v1/admin/workers", WireJson.Default.IReadOnlyListWorkerAccountView);
        Assert.That(workers.Select(worker => worker.UserName), Is.EqualTo(new[] { "chief" }));
    }

    [Test]
    public async Task The_key_ring_in_the_database_is_sealed_and_still_opens_after_a_restart()
    {
        await using var house = await SmallHouse.OpenAsync();
        using var browser = await house.SignedInAsync("demo-operator");
        var rings = await house.ReadAsync(db => db.DataProtectionKeys.Select(row => row.Xml).ToListAsync());
        Assert.That(rings, Has.Count.EqualTo(1));
        Assert.That(rings[0], Does.Contain("<sealed").And.Not.Contain("<masterKey").And.Not.Contain("<value>VGhp"));
        await using var next = await SmallHouse.OpenAsync(beside: house);
        using var elsewhere = new Browser(next.Address) { Cookie = browser.Cookie };
        Assert.That(await elsewhere.GetAsync("/api/v1/session").SayAsync(), Is.EqualTo("200"));
    }

    private static string TokenOf(SmallHouse house) =>
        house.Log.All.Single(message => message.Contains("one-time token", StringComparison.Ordinal)).TrimEnd().Split(' ')[^1];

    private static Task<string> CreateAsync(Browser browser, string token, string userName = "chief", string password = Password) =>
        browser.PostAsync("/api/v1/session/first-administrator", new FirstAdministratorRequest(token, userName, "Chief", password), WireJson.Default.FirstAdministratorRequest).SayAsync();
}
